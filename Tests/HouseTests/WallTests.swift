import Foundation
import Testing

/// Who may import whom: the table in Documentation/Architecture.md, Package.swift and the import lines say the same.
struct WallTests {
  static let system: Set<String> = ["Glibc", "Synchronization"]

  @Test func everyTargetStandsInTheTable() throws {
    let walls = try House.walls()
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: House.root.appendingPathComponent("Sources").path)
    #expect(Set(folders.filter { !$0.hasPrefix(".") }).subtracting(walls.keys).sorted() == [])
  }

  @Test func importsKeepToTheTable() throws {
    let walls = try House.walls()
    for file in House.files("Sources", ".swift") {
      let target = String(file.split(separator: "/")[1])
      let allowed = try #require(walls[target], "\(target) has no row").union(Self.system)
      let broken = Set(try House.imports(file)).subtracting(allowed).sorted()
      #expect(broken == [], "\(file) imports what the table does not allow")
    }
  }

  @Test func thePackageKeepsToTheTable() throws {
    let walls = try House.walls()
    for call in try House.text("Package.swift").components(separatedBy: "    room(").dropFirst() {
      let names = call.prefix { $0 != ")" }.split(separator: "\"", omittingEmptySubsequences: false)
        .enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      guard let target = names.first else { continue }
      #expect(walls[target] == Set(names.dropFirst()), "\(target): Package.swift and the table differ")
    }
  }

  /// A folder of tests without a target would never run, and nobody would miss it.
  @Test func everyFolderOfTestsIsATarget() throws {
    let package = try House.text("Package.swift")
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: House.root.appendingPathComponent("Tests").path)
    for folder in folders where folder.hasSuffix("Tests") {
      #expect(package.contains("\"\(folder)\""), "\(folder) has no target in Package.swift")
    }
  }

  @Test func aWallStandsAroundEachCLibrary() throws {
    for library in ["CMarkGFM", "CExpat", "COpenSSL", "CChildProcess", "CMicroHTTPD"] {
      let users = Set(
        try House.files("Sources", ".swift").filter { try House.imports($0).contains(library) }
          .map { String($0.split(separator: "/")[1]) })
      #expect(users.count == 1, "\(library) is imported by \(users.sorted())")
    }
  }
}
