import JSON

/// What became of a plan.
public struct Execution: Hashable, Sendable {
  public enum Outcome: String, Sendable {
    /// Done, and proved where something was changed.
    case done
    /// A step failed; `compensations` tells what was undone.
    case failed
    /// It was done, and nobody could see whether it holds.
    case unproved
    /// Nothing was done.
    case refused
  }

  public var plan: Plan
  /// SHA-256 of the plan's canonical form.
  public var digest: String
  public var outcome: Outcome
  public var steps: [StepRecord]
  public var compensations: [StepRecord]
  /// What kept us from starting, or from writing the end of it to the journal.
  public var fault: Fault?

  init(_ plan: Plan, _ digest: String, fault: Fault? = nil) {
    self.plan = plan
    self.digest = digest
    self.fault = fault
    outcome = .refused
    steps = []
    compensations = []
  }
}

/// What became of one step.
public struct StepRecord: Hashable, Sendable {
  public enum Status: String, Sendable { case done, failed, unproved }

  public var step: Step
  public var status: Status
  /// How it was proved, or why it failed, in our words.
  public var text: String
  public var verdict: ProofOutcome.Verdict?
  /// What a step that only looks has seen.
  public var shown: Shown?
  /// What the deed itself said. Words from the world.
  public var untrusted: String

  init(
    _ step: Step, _ status: Status, text: String = "", verdict: ProofOutcome.Verdict? = nil,
    shown: Shown? = nil,
    untrusted: String = ""
  ) {
    self.step = step
    self.status = status
    self.text = text
    self.verdict = verdict
    self.shown = shown
    self.untrusted = untrusted
  }
}

/// What an observing step shows.
public enum Shown: Hashable, Sendable {
  case services([ServiceStatusLine])
  case log(UntrustedText)
}

public struct ServiceStatusLine: Hashable, Sendable {
  public var service, program: String
  /// supervisord's word, `RUNNING`, or `unknown to supervisord`.
  public var state: String
  public var pid: Int?
  /// Seconds since it was started.
  public var uptime: Int?
  public var port: Int?
  /// Whether the port is held by the program's own process tree; nil where that cannot be seen.
  public var isListening: Bool?
}

/// Text that strangers wrote, with what a reader has to know of it.
public struct UntrustedText: Hashable, Sendable {
  public var source: String
  public var lines: [String]
  /// Size of the whole source in bytes.
  public var size: Int
  /// Whether there is more before the first line.
  public var isTruncated: Bool
}
