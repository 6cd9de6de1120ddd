import RunbookDesk
import RunbookModel

/// Describes the checks.
enum ChecksCommand: Command {
  static let card = CommandCard(
    name: "checks", synopsis: "[id or group]", summary: "list the checks, or tell all about one",
    examples: ["runbook checks", "runbook checks nginx", "runbook checks port-listens"], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.count <= 1 else { throw Invocation.Unusable(message: "checks takes one word") }
    let descriptions = CheckDescription.all
    guard let name = invocation.words.first else { return terminal.say(catalogue(descriptions)) }
    if let description = descriptions.first(where: { $0.id == name }) {
      return terminal.say(description.text)
    }
    let group = descriptions.filter { $0.group == name }
    if !group.isEmpty { return terminal.say(catalogue(group)) }
    let known = descriptions.map(\.id) + Set(descriptions.map(\.group)).sorted()
    let nearest = Nearest.words(to: name, among: known).first.map { "; did you mean \($0)?" } ?? ""
    throw Invocation.Unusable(message: "there is no such check\(nearest)")
  }

  /// By group, the groups in the order of their first checks.
  private static func catalogue(_ descriptions: [CheckDescription]) -> String {
    let width = descriptions.map(\.id.count).max() ?? 0
    var order: [String] = [], groups: [String: [String]] = [:]
    for description in descriptions {
      if groups[description.group] == nil { order.append(description.group) }
      let gap = String(repeating: " ", count: width - description.id.count + 2)
      groups[description.group, default: []].append("  \(description.id)\(gap)\(description.summary)")
    }
    return order.map { ([$0] + (groups[$0] ?? [])).joined(separator: "\n") }.joined(separator: "\n\n")
  }
}
