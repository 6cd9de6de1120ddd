public import DriftChecks
public import Findings
import RunbookModel
public import ServerFacts

extension Desk {
  /// Holds the runbook's claims against the server. Verdicts come out in the order of the checks, then of the lines.
  public func check() async -> CheckReport {
    let facts = Facts(server)
    let runbook = runbook
    let judged = await withTaskGroup(of: (Int, [Verdict]).self) { group in
      for (index, check) in AllChecks.list.enumerated() {
        group.addTask { (index, await check.init().judge(runbook, by: facts)) }
      }
      var verdicts: [Int: [Verdict]] = [:]
      for await (index, found) in group { verdicts[index] = found }
      return AllChecks.list.indices.flatMap { (verdicts[$0] ?? []).sorted(by: Self.isEarlier) }
    }
    return CheckReport(judged, runbook: runbook, file: file, at: await facts.now())
  }

  private static func isEarlier(_ left: Verdict, _ right: Verdict) -> Bool {
    guard let first = left.range, let second = right.range, first != second else {
      return left.claim.description < right.claim.description
    }
    return first < second
  }

  public static var checkCards: [CheckCard] { AllChecks.list.map { $0.card } }
}

/// Every verdict of one check of a whole runbook, and what follows from them.
public struct CheckReport: Hashable, Sendable {
  public var file: String
  public var at: Instant
  public var verdicts: [JudgedVerdict]
  /// What is wrong with the runbook's own text.
  public var readingFindings: [Finding]
  public var claims: ClaimCount

  init(_ verdicts: [Verdict], runbook: Runbook, file: String, at instant: Instant) {
    self.file = file
    at = instant
    self.verdicts = verdicts.map { verdict in
      JudgedVerdict(verdict, because: Self.cause(of: verdict, in: verdicts))
    }
    readingFindings = runbook.findings
    claims = ClaimCount(verdicts, runbook)
  }

  /// Drifts that have no other drift as their cause.
  public var drifts: [(finding: Finding, consequences: [Finding])] {
    verdicts.compactMap { judged in
      guard case .drifts(let finding) = judged.verdict.outcome, judged.because == nil else { return nil }
      let consequences = verdicts.compactMap { other -> Finding? in
        guard case .drifts(let consequence) = other.verdict.outcome, other.because == judged.verdict.check,
          other.verdict.claim.entry == judged.verdict.claim.entry
        else { return nil }
        return consequence
      }
      return (finding, consequences)
    }
  }

  public var unknowns: [(verdict: Verdict, blindness: Blindness)] {
    verdicts.compactMap { judged in
      if case .unknown(let blindness) = judged.verdict.outcome { (judged.verdict, blindness) } else { nil }
    }
  }

  public enum Outcome: String, Sendable { case holds, drifts, unknown }

  /// Notes alone are no drift.
  public var outcome: Outcome {
    let isDrifting = verdicts.contains { judged in
      if case .drifts(let finding) = judged.verdict.outcome { finding.severity > .note } else { false }
    }
    return isDrifting ? .drifts : unknowns.isEmpty ? .holds : .unknown
  }

  /// The first check named in the card's `after` that drifts on the same entry, followed to the root.
  private static func cause(of verdict: Verdict, in verdicts: [Verdict]) -> String? {
    guard case .drifts = verdict.outcome else { return nil }
    guard let card = AllChecks.list.first(where: { $0.card.id == verdict.check })?.card else { return nil }
    for id in card.after {
      let cause = verdicts.first { other in
        guard case .drifts = other.outcome else { return false }
        return other.check == id && other.claim.entry == verdict.claim.entry
      }
      if let cause { return Self.cause(of: cause, in: verdicts) ?? cause.check }
    }
    return nil
  }
}

/// A verdict with the check that explains it, where one does.
public struct JudgedVerdict: Hashable, Sendable {
  public var verdict: Verdict
  public var because: String?

  init(_ verdict: Verdict, because: String?) {
    self.verdict = verdict
    self.because = because
  }
}

/// How many claims the runbook makes and what became of them. A claim's state is the worst of its verdicts.
public struct ClaimCount: Hashable, Sendable {
  public var total = 0, hold = 0, drift = 0, unknown = 0
  /// Claims that no check looks at.
  public var unchecked: Int { total - hold - drift - unknown }

  init(_ verdicts: [Verdict], _ runbook: Runbook) {
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
    let ranges = Set(runbook.claims.map(\.value.range)).union(worst.keys)
    total = ranges.count
    hold = worst.values.count { $0 == 0 }
    unknown = worst.values.count { $0 == 1 }
    drift = worst.values.count { $0 == 2 }
  }
}
