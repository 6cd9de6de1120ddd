import Operations
import RunbookDesk

/// One subcommand: words in, output and exit code out. It holds no knowledge of the domain.
protocol Command: Sendable {
  static var card: CommandCard { get }
  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode
}

/// What a subcommand says of itself; help, completion and the manual are made from it.
struct CommandCard: Sendable {
  var name: String
  /// What stands behind the name: `<operation> [arguments…]`. With `…` the last word may come again.
  var synopsis: String
  var summary: String
  var examples: [String]
  /// What each of its words names.
  var takes: [Naming] = []
  /// Options that only this command takes.
  var options: [OptionCard] = []
  /// What stands below the examples in its help.
  var notes: [String] = []
  /// Whether people seldom type it: the overview only names it.
  var isRare = false
}

/// What a word of a command line names, so that a shell can complete it.
enum Naming: Sendable {
  case command, operation
  /// The value of the named operation's next parameter.
  case argument
  /// A plan that waits; any plan that is remembered.
  case plan, job
  /// A check, a group of checks or a subject of the runbook; only the first two; only the last.
  case verdict, check, subject
  case format, shell, section
  case file
}

/// One option: its name, what stands behind it where it takes a value, and what it does.
struct OptionCard: Sendable {
  var name: String
  /// `DATE`; nil for a switch.
  var value: String?
  var summary: String
  /// What the value names; nil where nothing can be offered.
  var takes: Naming?

  init(_ name: String, _ value: String? = nil, _ summary: String, takes: Naming? = nil) {
    self.name = name
    self.value = value
    self.summary = summary
    self.takes = takes
  }

  /// `--until DATE`.
  var synopsis: String { [name, value].compactMap { $0 }.joined(separator: " ") }
}
