import Foundation
import Testing

@testable import MarkdownDocument

/// Every `Fixtures/documents/*.md` is drawn as the tree beside it says. `UPDATE=1` writes the trees anew.
@Suite struct DrawingTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/documents").standardizedFileURL

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name).md")))
  }

  @Test func thereAreFixtures() { #expect(Self.names.count >= 8) }

  @Test(arguments: names) func drawsAsBefore(_ name: String) throws {
    let bytes = try Self.bytes(name)
    let document = try Document.parse(bytes, file: "\(name).md")
    let file = Self.folder.appending(path: "\(name).tree")
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
      try document.drawing.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(document.drawing == (try String(contentsOf: file, encoding: .utf8)))
    #expect(Places.faults(in: document, of: bytes) == [])
  }

  /// Endings, byte-order mark and blanks at line ends change no word of a document.
  @Test(arguments: names) func readsTheSameWithOtherLineEndings(_ name: String) throws {
    let text = String(decoding: try Self.bytes(name), as: UTF8.self)
    let plain = text.drop { $0 == "\u{FEFF}" }.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let words = Self.words(of: try Document.parse(Array(plain.utf8), file: "a.md"))
    for ending in ["\r\n", "\r"] {
      let bytes = [0xEF, 0xBB, 0xBF] + Array(plain.replacing("\n", with: ending).utf8)
      let document = try Document.parse(bytes, file: "a.md")
      #expect(Self.words(of: document) == words)
      #expect(Places.faults(in: document, of: bytes) == [])
    }
  }

  /// The tree without its places.
  private static func words(of document: Document) -> [Substring] {
    document.drawing.split(separator: "\n").map { line in
      let start = line.firstIndex { $0 != " " } ?? line.startIndex
      return line[start].isNumber ? line[start...].drop { $0 != " " } : line[start...]
    }
  }
}
