import RunbookDesk

/// One subcommand: words in, output and exit code out. It holds no knowledge of the domain.
protocol Command: Sendable {
  static var card: CommandCard { get }
  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode
}

/// What a subcommand says of itself; help and the manual are made from it.
struct CommandCard: Sendable {
  var name: String
  /// What stands behind the name: `<operation> [arguments]`.
  var synopsis: String
  var summary: String
  var examples: [String]
  /// Options that only this command takes.
  var options: [OptionCard] = []
  /// What stands below the examples in its help.
  var notes: [String] = []
  /// Whether people seldom type it: the overview only names it.
  var isRare = false
}

/// One option: its name, what stands behind it where it takes a value, and what it does.
struct OptionCard: Sendable {
  var name: String
  /// `DATE`; nil for a switch.
  var value: String?
  var summary: String

  init(_ name: String, _ value: String? = nil, _ summary: String) {
    self.name = name
    self.value = value
    self.summary = summary
  }

  /// `--until DATE`.
  var synopsis: String { [name, value].compactMap { $0 }.joined(separator: " ") }
}
