import RunbookDesk
import RunbookModel

/// Describes the checks.
enum ChecksCommand: Command {
  static let card = CommandCard(
    name: "checks", synopsis: "[id]", summary: "list the checks, or tell all about one",
    examples: ["runbook checks", "runbook checks port-listens"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let descriptions = CheckDescription.all
    guard let id = invocation.words.first else {
      let width = descriptions.map(\.id.count).max() ?? 0
      let lines = descriptions.map {
        $0.id + String(repeating: " ", count: width - $0.id.count + 2) + $0.summary
      }
      return terminal.say(lines.joined(separator: "\n"))
    }
    guard let description = descriptions.first(where: { $0.id == id }) else {
      let nearest =
        Nearest.words(to: id, among: descriptions.map(\.id)).first.map { "; did you mean \($0)?" } ?? ""
      throw Invocation.Unusable(message: "there is no such check\(nearest)")
    }
    return terminal.say(description.text)
  }
}
