import Foundation

/// The tree that the tests of the house look at.
enum House {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Every file below a folder with one of the endings, as paths from the root, sorted.
  static func files(_ folder: String, _ endings: String...) -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    let found = walker.compactMap { $0 as? String }.filter { path in
      endings.contains { path.hasSuffix($0) } && !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    return found.map { "\(folder)/\($0)" }.sorted()
  }

  /// The names of the folders in a folder.
  static func folders(_ folder: String) -> [String] {
    let base = root.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base.path)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: base.appendingPathComponent(name).path, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  /// The table of targets in Documentation/Architecture.md: name → what it may import.
  static func walls() throws -> [String: Set<String>] {
    var walls: [String: Set<String>] = [:]
    for line in try text("Documentation/Architecture.md").split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 4 else { continue }
      for name in names(cells[0]) { walls[name] = Set(names(cells[2])) }
    }
    return walls
  }

  static func names(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  static func imports(_ path: String) throws -> [String] {
    try text(path).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count,
        words[..<index].allSatisfy({ ["public", "package", "internal", "private", "@testable"].contains($0) })
      else { return nil }
      return words[index + 1]
    }
  }
}
