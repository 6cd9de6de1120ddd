import DriftChecks
import Findings
import ServerFacts

extension LedgerState.Key {
  init(_ verdict: Verdict) { self.init(check: verdict.check, claim: verdict.claim.description) }
}

extension LedgerState {
  /// Takes over what one run saw. A run over a selection leaves what it did not judge as it was; a whole run drops the
  /// faults of claims that are made no more.
  mutating func observe(_ verdicts: [Verdict], isWhole: Bool, at now: Instant) {
    var worst: [Key: Verdict] = [:]
    for verdict in verdicts {
      let key = Key(verdict)
      if let known = worst[key], known.rank >= verdict.rank { continue }
      worst[key] = verdict
    }
    for (key, verdict) in worst {
      if faults[key] == nil, case .holds = verdict.outcome { continue }
      faults[key, default: History(since: now)].observe(verdict, at: now)
    }
    guard isWhole else { return }
    for key in faults.keys where worst[key] == nil { faults[key]?.observeGone() }
  }

  /// Forgets faults that left nothing to be said.
  mutating func prune() {
    faults = faults.filter { _, fault in
      fault.isDrifting || fault.blindRuns > 0 || fault.told != nil || fault.blindnessTold != nil
        || fault.changes.contains(true)
    }
  }
}

extension Verdict {
  fileprivate var rank: Int {
    switch outcome {
    case .holds: 0
    case .unknown: 1
    case .drifts(let finding): finding.severity == .error ? 4 : finding.severity == .warning ? 3 : 2
    }
  }
}

extension LedgerState.History {
  var changeCount: Int { changes.count { $0 } }
  /// Came, went and came again within the last runs.
  var isFlapping: Bool { changeCount >= 3 }

  fileprivate mutating func observe(_ verdict: Verdict, at now: Instant) {
    switch verdict.outcome {
    case .unknown:
      blindRuns += 1
      note(changed: false)
    case .holds:
      blindRuns = 0
      note(changed: isDrifting)
      isDrifting = false
    case .drifts(let finding):
      blindRuns = 0
      note(changed: !isDrifting)
      if !isDrifting { (since, runs) = (now, 0) }
      isDrifting = true
      runs += 1
      message = finding.message
    }
  }

  fileprivate mutating func observeGone() {
    blindRuns = 0
    note(changed: isDrifting)
    isDrifting = false
  }

  private mutating func note(changed: Bool) {
    changes = (changes + [changed]).suffix(Self.window)
  }
}
