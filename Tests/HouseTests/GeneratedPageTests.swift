import DriftChecks
import Foundation
import Operations
import RunbookDesk
import RunbookModel
import Testing

@testable import TerminalSurface

/// Documentation/Checks.md, Operations.md and the manual are made from the cards, policy.sample from the policy's keys;
/// `make docs` writes them anew.
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
      let alias =
        card.alias.map { "Also: `\(["runbook", $0, card.places].joined(separator: " "))`.\n\n" } ?? ""
      return
        "## \(card.name)\n\n\(alias)\(card.summary.prefix(1).uppercased())\(card.summary.dropFirst()). \(card.detail)\n\n"
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

  @Test(arguments: [1, 5]) func manual(_ section: Int) throws {
    let page = try #require(ManualCommand.pages.first { $0.section == section })
    try expect("runbook.\(section)", page.text)
    // Every request is one of man(7), and no line can be taken for another.
    let requests: Set = [".TH", ".SH", ".TP", ".B", ".PP", ".RS", ".RE", ".nf", ".fi", ".\\\""]
    for line in page.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
    #expect(page.text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func theManualNamesAll() throws {
    let page = CommandsPage.page.text.replacing("\\-", with: "-")
    for name in AllCommands.list.map({ $0.card.name }) + AllOperations.list.map({ $0.card.name })
      + CheckDescription.all.map(\.id)
    {
      #expect(page.contains("\n.B \"\(name)"), "\(name)")
    }
    let policy = RunbookPage.page.text.replacing("\\-", with: "-")
    for key in Policy.described { #expect(policy.contains("\n.B \"\(key.name) = ")) }
  }

  /// What a stranger's formatter says of the pages: nothing.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "mandoc is not installed"),
    arguments: [1, 5])
  func manualIsClean(_ section: Int) throws {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/mandoc")
    process.arguments = [
      "-Tlint", House.root.appendingPathComponent("Documentation/runbook.\(section)").path,
    ]
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said.isEmpty && process.terminationStatus == 0, "\(said)")
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
