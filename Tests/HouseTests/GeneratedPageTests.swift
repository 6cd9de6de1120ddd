import DriftChecks
import Foundation
import Operations
import RunbookDesk
import RunbookModel
import Testing

/// Documentation/Checks.md and Operations.md are made from the cards, policy.sample from the policy's keys; `make docs`
/// writes them anew.
struct GeneratedPageTests {
  @Test func checks() throws {
    let pages = CheckDescription.all.map { "## \($0.id)\n\n```text\n\($0.text)\n```\n" }
    try expect(
      "Checks.md",
      "# Checks\n\nMade from the cards by `make docs`; `runbook checks ID` prints the same.\n\n"
        + pages.joined(separator: "\n"))
  }

  @Test func operations() throws {
    let pages = AllOperations.list.map { operation -> String in
      let card = operation.card
      let parameters = card.parameters.map {
        "- `\($0.name)`\($0.isOptional ? " (optional)" : ""): \($0.summary)\n"
      }
      return
        "## \(card.name)\n\n\(card.summary.prefix(1).uppercased())\(card.summary.dropFirst()). \(card.detail)\n\n"
        + parameters.joined() + (parameters.isEmpty ? "" : "\n")
        + "Effect: \(card.effect.rawValue). What undoes it: \(card.undo).\n"
    }
    try expect(
      "Operations.md",
      "# Operations\n\nMade from the cards by `make docs`.\n\n" + pages.joined(separator: "\n"))
  }

  @Test func policySample() throws {
    try expect("policy.sample", Policy.sample)
    #expect(try Policy(text: Policy.sample) == Policy())
    // Every key that it shows is one, and says what holds without it, but the lists of requests.
    let shown = Policy.sample.split(separator: "\n").filter { $0.contains(" = ") }.map { $0.dropFirst(2) }
    #expect(shown.count == Policy.sample.split(separator: "\n\n").count - 1)
    let plain = shown.filter { !$0.hasPrefix("ask ") && !$0.hasPrefix("never ") }
    #expect(try Policy(text: plain.joined(separator: "\n")) == Policy())
    #expect(try Policy(text: shown.joined(separator: "\n")) != Policy())
  }

  private func expect(_ name: String, _ text: String) throws {
    let file = House.root.appendingPathComponent("Documentation/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = try? String(contentsOf: file, encoding: .utf8)
    #expect(kept == text, "Documentation/\(name) is stale: make docs")
  }
}
