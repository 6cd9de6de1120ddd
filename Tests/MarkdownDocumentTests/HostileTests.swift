import Foundation
import Testing

@testable import MarkdownDocument

/// Shapes that take cmark-gfm minutes or gigabytes are refused, or read within a second and 256 MiB.
///
/// One after the other: the memory of a process has one high-water mark.
@Suite(.serialized) struct HostileTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: @Sendable () -> String

    init(_ name: String, _ text: @escaping @Sendable @autoclosure () -> String) {
      testDescription = name
      self.text = text
    }
  }

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  static let shapes = [
    Shape("quotations in quotations", times(100_000, ">") + " a"),
    Shape("lists in lists", times(100_000, "- ") + "a"),
    Shape("lists in lists, by stars", times(10, times(4_000, "* ") + "a\n")),
    Shape("numbered lists in lists", times(50_000, "1. ") + "a"),
    Shape("a rule of dashes", times(100_000, "- ")),
    Shape("lists in lists, by indent", (0..<800).map { times($0, "  ") + "- a\n" }.joined()),
    Shape(
      "a table with short rows", times(3_000, "|a") + "\n" + times(3_000, "|-") + "\n" + times(3_000, "|\n")),
    Shape("a wide header", times(65_535, "|a") + "\n" + times(65_535, "|-") + "\n"),
    Shape(
      "short rows of a fair table", times(64, "|a") + "\n" + times(64, "|-") + "\n" + times(50_000, "|a\n")),
    Shape("a header tried on every line", times(10_000, "a\n-|-\n")),
    Shape("web addresses", times(30_000, "www._")),
    Shape("declarations without an end", times(50_000, "a <!A ")),
    Shape("instructions without an end", times(50_000, "a <? ")),
    Shape("raw text without an end", times(50_000, "a <![CDATA[ ")),
    Shape("comments without an end", times(20_000, "a <!-- ")),
    Shape("a long destination used often", "[a]: /" + times(50_000, "u") + "\n\n" + times(20_000, "[a] ")),
    Shape("titles without an end", "[a]: /u\n\n" + times(20_000, "[a](b (")),
    Shape("destinations without an end", "[a]: /u\n\n" + times(20_000, "[a](")),
    Shape("headers without rows in a list", times(10_000, "- a|b\n  -|-\n")),
    Shape("brackets", times(50_000, "[")),
    Shape("links in links", times(20_000, "[") + times(20_000, "](a)")),
    Shape("emphasis", times(20_000, "*a **b_ ")), Shape("emphasis in emphasis", times(20_000, "*_a")),
    Shape("backticks", (1..<400).map { times($0, "`") + " " }.joined()),
    Shape("attributes", times(20_000, "<a b=\"")),
    Shape("paragraph lines", times(2_000_000, "a\n")), Shape("marks", times(1_300_000, "*a*")),
    Shape("items", times(1_000_000, "* a\n")), Shape("definitions", times(20_000, "[r]: /u\n") + "text"),
  ]

  @Test(arguments: shapes) func isRefusedOrReadInTime(_ shape: Shape) {
    let bytes = Array(shape.text().utf8)
    let before = Self.residentPeak
    let time = ContinuousClock().measure {
      do throws(Unreadable) { _ = try Document.parse(bytes, file: "a.md") } catch {
        #expect(!error.message.isEmpty)
      }
    }
    // Without optimisation and beside other tests, this code is some ten times slower than it ships.
    #expect(time < .seconds(5))
    #expect(Self.residentPeak - before < 256 << 10, "in KiB")
  }

  /// KiB, from `VmHWM` of `/proc/self/status`.
  private static var residentPeak: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }

  /// 20,000 lines and 1.1 MB: larger than any runbook we know.
  @Test func aVeryLargeRunbookIsRead() throws {
    var text = "# Fleet\n"
    for chapter in 0..<400 {
      text +=
        "\n## Region \(chapter) (team \(chapter % 7))\n"
      text += "See `runbooks/region-\(chapter).md`, *always* with [the map](m.md).\n\n"
      text += "| App | Port | Supervisor name | Directory |\n|-----|------|-----------------|-----------|\n"
      for row in 0..<24 {
        text +=
          "| app-\(chapter)-\(row) | \(3000 + row) | `site-\(chapter)-\(row)` "
        text += "| /srv/sites/region-\(chapter)/app-\(row)/current |\n"
      }
      text += "\n"
      for item in 0..<8 {
        text += "- Reload \(item): sudo nginx -s reload && systemctl status app-\(chapter)-\(item)\n"
      }
      text +=
        "\n```sh\n# restart everything\ncd /srv && ./deploy.sh --region \(chapter)\n```\n\n"
      text += "1. First <name>\n2. Then\n"
      text += "   - nested **note**\n\nThe end of the chapter.\n"
    }
    let bytes = Array(text.utf8)
    #expect(bytes.count > 1_000_000)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count > 19_000)
    var surprises = 0
    let document = try Document.parse(bytes, file: "a.md") { surprises = $0 }
    #expect(document.sections.count == 401)
    #expect(document.findings.isEmpty)
    #expect(surprises == 0)
  }

  @Test func manyParsesAtOnceAgree() async throws {
    let bytes = try DrawingTests.bytes("inlines")
    let expected = try Document.parse(bytes, file: "a.md").drawing
    let drawings = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<200 { group.addTask { try Document.parse(bytes, file: "a.md").drawing } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(drawings == [expected])
  }
}
