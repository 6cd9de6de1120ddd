/// Prints a page of the manual.
enum ManualCommand: Command {
  static let card = CommandCard(
    name: "manual", synopsis: "[1|5]",
    summary: "print a page of the manual, for man(1): 1 the program, 5 the file that it reads",
    examples: ["runbook manual | man -l -", "runbook manual 5 | man -l -"], takes: [.section],
    isRare: true)

  static var pages: [ManualPage] { [CommandsPage.page, RunbookPage.page] }

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let section = invocation.words.first ?? "1"
    guard invocation.words.count <= 1, let page = pages.first(where: { "\($0.section)" == section }) else {
      throw Invocation.Unusable(message: "manual takes one word: 1 or 5")
    }
    return terminal.world.write(page.text, .output) ? .success : .io
  }
}
