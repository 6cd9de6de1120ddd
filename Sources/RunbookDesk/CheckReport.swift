public import DriftChecks
public import Findings
import RunbookModel
public import ServerFacts

/// Every verdict of one check of a whole runbook, and what follows from them.
public struct CheckReport: Hashable, Sendable {
  public var file: String
  public var at: Instant
  public var verdicts: [JudgedVerdict]
  /// What is wrong with the runbook's own text.
  public var readingFindings: [Finding]
  public var claims: ClaimCount
  /// Claims that no check looks at; empty in a run over a selection.
  public var unchecked: [StatedValue]
  /// Who looked: advice on what could not be seen depends on it. Nil where that is not known.
  public var caller: Account?
  /// What a nightly run has to say; nil where nothing is remembered from run to run.
  public var news: CheckNews?
  /// Why nothing is remembered.
  public var memoryTrouble: String?

  /// A fault with all that it explains.
  public struct Drift: Hashable, Sendable {
    public var finding: Finding
    public var claim: Address
    public var consequences: [Finding]
    public var lasting: Lasting?
    public var acknowledgement: Acknowledgement?

    /// The worst of the fault and what it explains.
    public var severity: Severity { consequences.map(\.severity).reduce(finding.severity, max) }
  }

  /// Faults that count, worst first.
  public var drifts: [Drift] { allDrifts.filter { $0.acknowledgement == nil } }
  /// Faults that their owner knows of: they do not count until the day that was named.
  public var acknowledged: [Drift] { allDrifts.filter { $0.acknowledgement != nil } }

  private var allDrifts: [Drift] {
    var consequences: [Int: [Finding]] = [:]
    // By their places: most verdicts hold, and what holds need not be copied to be passed over.
    for place in verdicts.indices {
      guard case .drifts(let finding) = verdicts[place].verdict.outcome, let root = verdicts[place].root
      else { continue }
      consequences[root, default: []].append(finding)
    }
    let drifts = verdicts.indices.compactMap { place -> Drift? in
      guard case .drifts(let finding) = verdicts[place].verdict.outcome, verdicts[place].root == nil else {
        return nil
      }
      let judged = verdicts[place]
      return Drift(
        finding: finding, claim: judged.verdict.claim, consequences: consequences[place] ?? [],
        lasting: judged.lasting, acknowledgement: judged.acknowledgement)
    }
    // Of equally bad ones the order of the checks stays.
    return Severity.allCases.sorted(by: >).flatMap { severity in drifts.filter { $0.severity == severity } }
  }

  public var unknowns: [(verdict: Verdict, blindness: Blindness)] {
    verdicts.compactMap { judged in
      guard case .unknown(let blindness) = judged.verdict.outcome, judged.acknowledgement == nil else {
        return nil
      }
      return (judged.verdict, blindness)
    }
  }

  public enum Outcome: String, Sendable { case holds, drifts, unknown }

  /// Notes alone are no drift, and neither is what is acknowledged.
  public var outcome: Outcome {
    let isDrifting = verdicts.contains { judged in
      guard case .drifts(let finding) = judged.verdict.outcome else { return false }
      return finding.severity > .note && judged.acknowledgement == nil
    }
    return isDrifting ? .drifts : unknowns.isEmpty ? .holds : .unknown
  }

  /// How many faults of a severity count; what a cause explains is no fault of its own.
  public func count(_ severity: Severity) -> Int { drifts.count { $0.finding.severity == severity } }
}

/// A verdict with the check that explains it, where one does.
public struct JudgedVerdict: Hashable, Sendable {
  public var verdict: Verdict
  /// The id of the check at the root of it.
  public var because: String?
  /// The place of that check's verdict in the report.
  var root: Int?
  public var lasting: Lasting?
  /// Its own, or its cause's.
  public var acknowledgement: Acknowledgement?
}

/// How long a fault has lasted.
public struct Lasting: Hashable, Sendable {
  public var since: Instant
  /// In how many runs it was seen, this one included.
  public var runs: Int

  /// `2026-11-20`.
  public var day: String { CalendarDay.of(since) }
}

/// How many claims the runbook makes and what became of them. A claim's state is the worst of its verdicts.
public struct ClaimCount: Hashable, Sendable {
  public var total = 0, hold = 0, drift = 0, unknown = 0
  /// Claims that no check looks at.
  public var unchecked: Int { total - hold - drift - unknown }
  /// Where the claims stand that some check looked at.
  let judged: Set<SourceRange>

  init(_ verdicts: [Verdict], _ claims: [Claim]) {
    var worst: [SourceRange: Int] = [:]
    for verdict in verdicts {
      guard let range = verdict.range else { continue }
      let rank =
        switch verdict.outcome {
        case .holds: 0
        case .unknown: 1
        case .drifts: 2
        }
      worst[range] = max(worst[range] ?? 0, rank)
    }
    judged = Set(worst.keys)
    total = Set(claims.map(\.value.range)).union(judged).count
    hold = worst.values.count { $0 == 0 }
    unknown = worst.values.count { $0 == 1 }
    drift = worst.values.count { $0 == 2 }
  }
}
