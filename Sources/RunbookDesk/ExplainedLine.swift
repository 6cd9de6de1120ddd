public import Findings

/// One file of an explained runbook, line by line.
public struct ExplainedChapter: Hashable, Sendable {
  public var file: String
  public var lines: [ExplainedLine]
}

/// One line of a runbook, how it was read, and what was taken from it.
public struct ExplainedLine: Hashable, Sendable {
  public var number: Int
  public var reading: Reading
  /// The line as it is written, secrets masked.
  public var text: String
  public var notes: [Note]

  /// What a line is, in one word. Where it is several things, the last of these is its reading.
  public enum Reading: String, Hashable, Sendable, CaseIterable, Comparable {
    case blank, prose, code, fact, operation, row, rule, step, schedule, heading, ambiguous

    public static func < (left: Reading, right: Reading) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// One thing that begins on the line.
  public enum Note: Hashable, Sendable {
    case fact(StatedValue)
    case operation(ExplainedOperation)
    /// The same command stands above: its name.
    case repeated(String)
    case schedule(ExplainedSchedule)
    /// The number of a step, and its procedure.
    case step(Int, of: String)
    case rule(ExplainedRule)
    case ambiguity(ExplainedAmbiguity)
    case finding(Finding)
  }
}
