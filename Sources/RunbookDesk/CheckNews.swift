import DriftChecks
import Findings
import ServerFacts

/// What a nightly run has to say: what is new, what is due again, what is over. Everything else is silence.
public struct CheckNews: Hashable, Sendable {
  public enum Item: Hashable, Sendable {
    /// A drift that was not told yet, that got worse, or that is due to be told again.
    case drifts(CheckReport.Drift, Telling)
    /// A fault that comes and goes, and is there just now.
    case flaps(CheckReport.Drift, changes: Int, runs: Int)
    /// A fault that was told and is over: check, claim, and since when it lasted; or that nothing claims any more.
    case over(check: String, claim: String, message: String, isClaimed: Bool)
    /// It could not be seen for two runs.
    case blind(BlindSpot)
    /// What was told to be unseen is seen again.
    case seenAgain(check: String, claim: String)
  }

  public enum Telling: String, Sendable { case new, worse, again }

  public var items: [Item]
  public var isEmpty: Bool { items.isEmpty }
}

/// Decides what is news, and marks in the ledger what was told.
///
/// A fault is told when it is first seen and when it gets worse, and again every seventh day: often enough that it is
/// not forgotten, and seldom enough that the mail is still read; `ack` quiets it. When it is over, that is told once. A
/// fault that came three times within seven runs *flaps*: that is told, and then once a week, and "holds again" waits
/// until it has been quiet for seven runs. What cannot be seen is told in its second run, since one closed socket in a
/// night mends itself, and then every thirtieth day.
struct NewsDesk {
  private static let day = 86_400
  private static let again = 7 * day
  private static let blindAgain = 30 * day
  /// Cron begins a little earlier or later each night.
  private static let slack = day / 4

  private let report: CheckReport
  private let now: Instant
  private(set) var state: LedgerState
  private(set) var items: [CheckNews.Item] = []

  init(_ report: CheckReport, _ state: LedgerState, isWhole: Bool) {
    self.report = report
    self.state = state
    now = report.at
    let current = Dictionary(
      report.verdicts.map { (LedgerState.Key($0.verdict), $0) }, uniquingKeysWith: { first, _ in first })
    silenceAcknowledged()
    for drift in report.drifts where drift.finding.severity > .note { tell(drift) }
    tellWhatIsOver(current, isWhole: isWhole)
    tellBlindness(current, isWhole: isWhole)
  }

  /// On the day an acknowledgement ends, its fault is news.
  private mutating func silenceAcknowledged() {
    for judged in report.verdicts where judged.acknowledgement != nil {
      state.faults[LedgerState.Key(judged.verdict)]?.told = nil
    }
  }

  private mutating func tell(_ drift: CheckReport.Drift) {
    let key = LedgerState.Key(check: drift.finding.source, claim: drift.claim.description)
    guard let fault = state.faults[key] else { return }
    let severity = drift.finding.severity
    if let told = fault.told, severity <= told.severity, !isDue(told.at, after: Self.again) { return }
    let isWorse = fault.told.map { severity > $0.severity } ?? false
    if fault.isFlapping, !isWorse {
      items.append(.flaps(drift, changes: fault.changeCount, runs: fault.changes.count))
      state.faults[key]?.told = LedgerState.Telling(.flaps, at: now, severity: severity)
      return
    }
    let telling: CheckNews.Telling = fault.told == nil ? .new : isWorse ? .worse : .again
    items.append(.drifts(drift, telling))
    state.faults[key]?.told = LedgerState.Telling(.drifts, at: now, severity: severity)
  }

  private mutating func tellWhatIsOver(_ current: [LedgerState.Key: JudgedVerdict], isWhole: Bool) {
    for (key, fault) in state.faults.sorted(by: { $0.key < $1.key }) {
      guard let told = fault.told, !fault.isDrifting, isWhole || current[key] != nil else { continue }
      // Not seen is not over.
      if case .unknown? = current[key]?.verdict.outcome { continue }
      if told.kind == .flaps, fault.changeCount > 0 { continue }
      let isClaimed = current[key] != nil
      items.append(.over(check: key.check, claim: key.claim, message: fault.message, isClaimed: isClaimed))
      state.faults[key]?.told = nil
    }
  }

  private mutating func tellBlindness(_ current: [LedgerState.Key: JudgedVerdict], isWhole: Bool) {
    for spot in report.blindSpots {
      let keys = spot.verdicts.map { LedgerState.Key($0) }
      let isNews = keys.contains { key in
        guard let fault = state.faults[key], fault.blindRuns >= 2 else { return false }
        return fault.blindnessTold.map { isDue($0, after: Self.blindAgain) } ?? true
      }
      guard isNews else { continue }
      items.append(.blind(spot))
      for key in keys { state.faults[key]?.blindnessTold = now }
    }
    for (key, fault) in state.faults.sorted(by: { $0.key < $1.key })
    where fault.blindnessTold != nil && fault.blindRuns == 0 && (isWhole || current[key] != nil) {
      if current[key] != nil { items.append(.seenAgain(check: key.check, claim: key.claim)) }
      state.faults[key]?.blindnessTold = nil
    }
  }

  /// A clock that was set back must not silence anything for years.
  private func isDue(_ told: Instant, after seconds: Int) -> Bool {
    now.seconds - told.seconds >= seconds - Self.slack || told.seconds - now.seconds > Self.day
  }
}
