import Foundation
import Testing

/// Sizes, names and words of the tree.
struct FileTests {
  static let banned = [
    "Manager", "Helper", "Util", "Common", "Base", "Core", "Handler", "Data", "Info", "Misc",
  ]

  @Test func noFileIsLongerThanFourHundredLines() throws {
    for folder in ["Sources", "Tests", "Benchmarks"] {
      for file in House.files(folder, ".swift", ".sh", ".c", ".h", ".py") {
        let count = try House.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(count <= 400, "\(file) has \(count) lines")
      }
    }
  }

  @Test func noFileIsNamedForNothing() {
    for file in House.files("Sources", ".swift") {
      let name = (file as NSString).lastPathComponent.replacingOccurrences(of: ".swift", with: "")
      #expect(Set(Self.words(name)).isDisjoint(with: Self.banned), "\(file)")
    }
  }

  /// `DatabaseRestore` → `Database`, `Restore`.
  private static func words(_ name: String) -> [String] {
    name.reduce(into: [""]) { words, letter in
      if letter.isUppercase { words.append("") }
      words[words.count - 1].append(letter)
    }
  }

  @Test func nothingIsForced() throws {
    for file in House.files("Sources", ".swift") {
      let text = try House.text(file)
      #expect(!text.contains("try! "), "\(file)")
      #expect(!text.contains("fatalError("), "\(file)")
    }
  }

  /// Its task may be read after its memory has gone to something else; `AtOnce.swift` says which Swift mends that.
  @Test func nothingIsBegunByLet() throws {
    for file in House.files("Sources", ".swift") {
      #expect(try !House.text(file).contains(#/\basync\s+let\s+\w/#), "\(file)")
    }
  }

  /// No argv that we build names a shell, and no Swift file of the product spells `-c`.
  @Test func nobodyBuildsAShellLine() throws {
    let shells = ["/bin/sh", "/bin/bash", "/usr/bin/env", "/usr/bin/bash", "\"sh\"", "\"bash\"", "\"-c\""]
    for room in ["Operations", "LiveHost", "RunbookDesk", "MCPSurface", "runbook"] {
      for file in House.files("Sources/\(room)", ".swift") {
        // What cron tells its jobs, and starts nothing.
        let text = try House.text(file).replacing("\"SHELL\": \"/bin/sh\"", with: "")
        #expect(!shells.contains { text.contains($0) }, "\(file)")
      }
    }
  }

  @Test func theSeedIsKeptByteForByte() throws {
    let seed = try Data(contentsOf: House.root.appendingPathComponent("Examples/published/AGENTS.md"))
    #expect(seed.count == 1202)
  }
}
