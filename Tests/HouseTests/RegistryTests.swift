import DriftChecks
import Foundation
import Operations
import Reports
@testable import RunbookModel
import ServerFacts
import Testing

/// Folder and list say the same, both ways; the message is the line to paste.
struct RegistryTests {
  private func names(_ folder: String, suffix: String = "") -> Set<String> {
    Set(
      House.files(folder, ".swift").map { path in
        (path as NSString).lastPathComponent.replacingOccurrences(of: ".swift", with: "") + suffix
      })
  }

  private func expectEqual(_ folder: Set<String>, _ list: [String], _ registry: String) {
    for missing in folder.subtracting(list).sorted() {
      Issue.record("\(registry) lacks a line; paste:    \(missing).self,")
    }
    for extra in Set(list).subtracting(folder).sorted() {
      Issue.record("\(registry) lists \(extra), which has no file of its name")
    }
    #expect(list.count == Set(list).count, "\(registry) lists something twice")
  }

  @Test func checks() {
    for group in AllChecks.groups {
      let folder = House.folders("Sources/DriftChecks/Checks").first { $0.lowercased() == group.name }
      let listed = group.checks.map { "\($0)" }
      expectEqual(names("Sources/DriftChecks/Checks/\(folder ?? group.name)"), listed, "AllChecks.swift")
    }
    #expect(
      House.folders("Sources/DriftChecks/Checks").map { $0.lowercased() }.sorted()
        == AllChecks.groups.map(\.name).sorted())
  }

  @Test func operations() {
    expectEqual(names("Sources/Operations/Named"), AllOperations.list.map { "\($0)" }, "AllOperations.swift")
  }

  @Test func sections() {
    expectEqual(names("Sources/RunbookModel/Sections"), AllSections.list.map { "\($0)" }, "AllSections.swift")
  }

  @Test func proofreaders() {
    expectEqual(
      names("Sources/RunbookModel/Proofreading"), AllProofreading.list.map { "\($0)" },
      "AllProofreading.swift")
  }

  @Test func formats() {
    expectEqual(
      names("Sources/Reports/Formats", suffix: "Format"), AllFormats.list.map { "\($0)" }, "AllFormats.swift")
  }

  @Test func idsAreKebabCaseAndUnique() {
    let ids = AllChecks.list.map { $0.card.id } + AllOperations.list.map { $0.card.name }
    let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    for id in ids { #expect(id.allSatisfy(letters.contains) && id.first != "-" && id.last != "-", "\(id)") }
    #expect(Set(ids).count == ids.count)
  }

  /// A finding's remedy names an operation by its words; every such word is one.
  @Test func remediesAreOperations() throws {
    let operations = Set(AllOperations.list.map { $0.card.name })
    for file in House.files("Sources/DriftChecks", ".swift") {
      let text = try House.text(file)
      for mention in text.components(separatedBy: "runbook run ").dropFirst() {
        let name = String(mention.prefix { $0.isLetter || $0 == "-" })
        #expect(operations.contains(name), "\(file) advises \(name)")
      }
      for mention in text.components(separatedBy: ".operation(name: \"").dropFirst() {
        #expect(operations.contains(String(mention.prefix { $0 != "\"" })), "\(file)")
      }
    }
  }

  @Test func everyOperationThatChangesSomethingSaysWhatUndoesIt() {
    for operation in AllOperations.list where operation.card.effect > .observes {
      #expect(!operation.card.undo.isEmpty && operation.card.undo != "nothing to undo", "\(operation)")
    }
  }
}
