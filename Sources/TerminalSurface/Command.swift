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
}
