import SeededNumbers
import Findings
import Foundation
import Testing

@testable import MarkdownDocument

/// Whatever the bytes, they give a document with true ranges or a refusal.
@Suite struct AnyBytesTests {
  /// Pieces of Markdown in random order: far likelier to meet than single random bytes.
  static let pieces = [
    "a", "b c", " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "é", "漢", "*", "**", "_", "`", "``", "[",
    "]", "](x)",
    "](<a b> 't')", "[r]", "[r]: /u\n", "![", "<name>", "<a b=\"c\">", "<https://e.org/>", "<!--", "-->", "|",
    "\\|", "| a | b |\n",
    "|---|---|\n", "-|-\n", "---\n", "===\n", "# ", "## ", " #", "> ", ">", "- ", "* ", "1. ", "- [x] ",
    "```\n", "~~~", "\\", "\\*",
    "&amp;", "&copy;", "&#35;", "&#x1F600;", "&nGt;", "&nope;", "&", "<div>\n", "</div>\n", "<?", "<!A", "(",
    ")", "\"", "'", ":",
    "\u{A0}", "\u{FEFF}",
  ]

  @Test func anyMarkdownIsPlacedExactly() throws {
    var random = SeededRandom(seed: 2024)
    var lost: [String] = []
    for _ in 0..<6_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1..<24, using: &random) {
        text += Self.pieces.randomElement(using: &random) ?? ""
      }
      let bytes = Array(text.utf8)
      do throws(Unreadable) {
        var surprises = 0
        let document = try Document.parse(bytes, file: "a.md") { surprises = $0 }
        let faults = Places.faults(in: document, of: bytes)
        if surprises > 0 || !faults.isEmpty {
          lost.append("\(text.debugDescription): \(surprises) \(faults)")
        }
        _ = document.drawing
      } catch {
        lost.append("\(text.debugDescription): \(error.message)")
      }
    }
    #expect(lost.count == 0, "\(lost.prefix(5).joined(separator: "\n"))")
  }

  @Test func anyBytesGiveADocumentOrARefusal() throws {
    var random = SeededRandom(seed: 5)
    let seeds = try DrawingTests.names.map { try DrawingTests.bytes($0) }
    for round in 0..<600 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1..<12, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0..<128, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.remove(at: place)
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
        }
      }
      do throws(Unreadable) {
        let document = try Document.parse(bytes, file: "a.md")
        #expect(Places.faults(in: document, of: bytes) == [])
      } catch {
        #expect(error.range.map { $0.line >= 1 } ?? false)
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test func refusalsNameTheirLine() {
    #expect(refusal([0x61, 0x0A, 0x0A, 0xFF]) == .notUTF8(line: 3))
    #expect(refusal([0x61, 0x0A, 0xC3]) == .notUTF8(line: 2))
    #expect(refusal([0x61, 0x0D, 0x62, 0x00]) == .nulByte(line: 2))
    #expect(
      refusal(Array(repeating: 0x61, count: ShapeGuard.mostBytes + 1))
        == .tooLarge(limit: ShapeGuard.mostBytes))
    let error = #expect(throws: Unreadable.self) {
      try Document.parse([0x61, 0x0A, 0x62, 0xFF], file: "a.md")
    }
    #expect(error?.range?.description == "a.md:2:2")
    #expect(error?.message == "a.md:2 is not valid UTF-8 text")
  }

  private func refusal(_ bytes: [UInt8]) -> Unreadable.Reason? {
    do throws(Unreadable) {
      _ = try Document.parse(bytes, file: "a.md")
      return nil
    } catch {
      return error.reason
    }
  }
}
