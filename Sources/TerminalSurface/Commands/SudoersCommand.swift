import Operations
import RunbookDesk

/// Prints what sudo has to allow, and nothing more.
enum SudoersCommand: Command {
  static let card = CommandCard(
    name: "sudoers", synopsis: "", summary: "print the sudoers lines that the runbook's operations need",
    examples: [
      "runbook sudoers", "sudo runbook sudoers --user deploy",
      "sudo runbook sudoers --user deploy | sudo tee /etc/sudoers.d/runbook-deploy",
    ],
    options: [
      OptionCard(
        "--user", "NAME", "the account that they are for; else the caller, or the jobs' where root asks")
    ],
    notes: [
      "One whole command a line: a pattern or a program alone would allow more than was meant, up to all of root.",
      "visudo has read the lines before they are shown. What scripts and stated commands run by sudo is not among them.",
      "Exit status 2 where something had to be left out; the reason stands in its place.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "sudoers takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    let sudoers = try await desk.sudoers(user: invocation.options.own["--user"]?.last)
    guard terminal.world.write(sudoers.text, .output) else { return .io }
    for reason in sudoers.leftOut { terminal.note("left out: \(reason)") }
    return sudoers.leftOut.isEmpty ? .success : .partial
  }
}
