public import Findings
public import RunbookModel

/// What became of a plan, as plain values: it is also kept, and read again by whoever asks for it later.
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

  public var operation: String
  public var subject: Address
  /// Where the runbook names the subject.
  public var source: SourceRange?
  public var effect: Effect
  /// The name that the plan was kept under: the handle of its job. nil for what only observes.
  public var id: String?
  /// SHA-256 of the plan's canonical form.
  public var digest: String
  public var outcome: Outcome
  public var steps: [StepRecord]
  public var compensations: [StepRecord]
  /// What kept us from starting, or from writing the end of it to the journal.
  public var fault: Fault?

  init(_ plan: Plan, _ digest: String, id: String? = nil, fault: Fault? = nil) {
    operation = plan.operation
    subject = plan.subject
    source = plan.source
    effect = plan.effect
    self.id = id
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

  public var summary: String
  /// The deed as one line for people.
  public var deed: String
  public var effect: Effect
  /// Whether it has a proof, or needs none.
  public var isProvable: Bool
  public var status: Status
  /// How it was proved, or why it failed, in our words.
  public var text: String
  public var verdict: ProofOutcome.Verdict?
  /// What a step that only looks has seen.
  public var shown: Shown?
  /// What the service has logged since the deed; nil where that cannot be told, or nothing logs.
  public var errors: LoggedErrors?
  /// What the deed itself said. Words from the world.
  public var untrusted: String

  init(
    _ step: Step, _ status: Status, text: String = "", verdict: ProofOutcome.Verdict? = nil,
    shown: Shown? = nil, untrusted: String = ""
  ) {
    summary = step.summary
    deed = step.deed.words
    effect = step.effect
    isProvable = step.effect == .observes || step.proof != nil
    self.status = status
    self.text = text
    self.verdict = verdict
    self.shown = shown
    self.untrusted = Told.harmless(untrusted)
  }
}

/// What an observing step shows.
public enum Shown: Hashable, Sendable {
  case services([ServiceStatusLine])
  case log(UntrustedText)
  case rows([ShownRow])
}

/// One thing with what is to be known of it.
public struct ShownRow: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Int)
    case bytes(Int)
    /// Words that strangers wrote.
    case untrusted(String)
  }

  public var subject: String
  /// In the order in which they are shown; the names are the same in each row of an answer.
  public var values: [(name: String, value: Value)] { zip(names, worth).map { ($0, $1) } }
  private var names: [String]
  private var worth: [Value]

  public init(_ subject: String, _ values: KeyValuePairs<String, Value?>) {
    self.subject = subject
    names = values.filter { $0.value != nil }.map(\.key)
    worth = values.compactMap(\.value)
  }
}

public struct ServiceStatusLine: Hashable, Sendable {
  public var service: String
  /// What keeps it running: `supervisord`, `systemd`, `docker`, `pm2`.
  public var runner: String
  public var program: String
  /// The runner's word, `RUNNING`, `active (running)`, or `unknown to supervisord`.
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
  /// What a reader would misunderstand without it, in our words.
  public var note: String?
}
