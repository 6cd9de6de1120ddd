import Reports
import RunbookDesk
import RunbookModel

/// Describes the checks.
enum ChecksCommand: Command {
  static let card = CommandCard(
    name: "checks", synopsis: "[id or group]", summary: "list the checks, or tell all about one",
    examples: ["runbook checks", "runbook checks nginx", "runbook checks port-listens"], takes: [.check],
    isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.count <= 1 else { throw Invocation.Unusable(message: "checks takes one word") }
    let descriptions = CheckDescription.all, width = terminal.world.width
    guard let name = invocation.words.first else { return terminal.say(catalogue(descriptions, width)) }
    if let description = descriptions.first(where: { $0.id == name }) {
      return terminal.say(text(description, width))
    }
    let group = descriptions.filter { $0.group == name }
    if !group.isEmpty { return terminal.say(catalogue(group, width)) }
    let known = descriptions.map(\.id) + Set(descriptions.map(\.group)).sorted()
    let nearest = Nearest.words(to: name, among: known).first.map { "; did you mean \($0)?" } ?? ""
    throw Invocation.Unusable(message: "there is no such check\(nearest)")
  }

  /// By group, the groups in the order of their first checks.
  private static func catalogue(_ descriptions: [CheckDescription], _ width: Int?) -> String {
    var order: [String] = []
    for description in descriptions where !order.contains(description.group) {
      order.append(description.group)
    }
    let longest = descriptions.map(\.id.count).max() ?? 0
    return order.map { group in
      let rows = descriptions.filter { $0.group == group }.map { description in
        let gap = String(repeating: " ", count: longest - description.id.count)
        return ["  " + description.id + gap, description.summary]
      }
      return ([group] + Columns.aligned(rows, width: width)).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The lines of an example stay as they are.
  private static func text(_ description: CheckDescription, _ width: Int?) -> String {
    description.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).flatMap {
      $0.hasPrefix("  ") ? [$0] : Columns.wrapped($0, width: width, hanging: 2)
    }.joined(separator: "\n")
  }
}
