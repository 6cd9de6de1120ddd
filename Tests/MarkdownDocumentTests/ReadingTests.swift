import Findings
import Foundation
import Testing

@testable import MarkdownDocument

/// What a document says about single pieces of a file.
@Suite struct ReadingTests {
  @Test func citesTheExactCell() throws {
    let document = try Document.parse(try DrawingTests.bytes("runbook"), file: "AGENTS.md")
    guard case .table(let table) = try #require(document.sections[1].blocks.first) else { throw Missing() }
    #expect(table.rows[3].cells[1].text == "3004")
    #expect(table.rows[3].cells[1].range.description == "AGENTS.md:9:20")
    #expect(table.rows[3].cells[1].range.endColumn == 23)
    #expect(document.sections[1].path == ["ops-runbook", "sites-and-ports"])
    #expect(document.sections[4].qualifier == "deploy user")
    #expect(document.sections[4].title == "Cron")
    #expect(document.sections[4].path == ["ops-runbook", "cron"])
    #expect(document.lines[8].hasPrefix("| moss"))
    #expect(document.findings.isEmpty)
  }

  @Test func findsAnyPartOfAText() throws {
    let text = try paragraph("é `a|b`: **go** &lt;now\\*\nand `x\ny`")
    #expect(text.text == "é a|b: go <now*\nand x y")
    let colon = try #require(text.text.firstIndex(of: ":"))
    #expect(text.range(of: text.text[colon...].prefix(4)) == range(1, 9, 1, 14))
    #expect(text.range(of: text.text.startIndex..<colon) == range(1, 1, 1, 7))
    let less = try #require(text.text.firstIndex(of: "<"))
    #expect(text.range(of: text.text[less...].prefix(2)) == range(1, 18, 1, 22))
    #expect(text.codeSpans.map(\.text) == ["a|b", "x y"])
    #expect(text.codeSpans[1].range == range(2, 6, 3, 1))
    #expect(text.range(ofUTF8: 0..<0) == range(1, 1, 1, 1))
    #expect(text.range(ofUTF8: 0..<9999) == range(1, 1, 3, 1))
    #expect(text.range(ofUTF8: -5..<(-2)).line == 1)
  }

  @Test func escapedBarsInCellsKeepTheirPlaces() throws {
    let document = try read("| a\\|b `c\\|d` e |\n|---|\n")
    guard case .table(let table) = try #require(document.sections.first?.blocks.first) else {
      throw Missing()
    }
    #expect(table.header[0].text == "a|b c|d e")
    #expect(table.header[0].codeSpans[0].range == range(1, 9, 1, 12))
    #expect(table.header[0].range(ofUTF8: 8..<9) == range(1, 15, 1, 15))
  }

  @Test(arguments: [
    (
      "| a |\n|---|\n| 1 | 2 |\n",
      "3:7 the table has 1 columns, this row 2 cells; the rest of the row is not shown"
    ),
    ("| a | b |\n|---|---|\n| 1 | 2 |\nglued\n", "4:1 the line follows a table without an empty line"),
    ("| a | b |\n|---|---|\n| `x|y` |\n", "3:3 a bar between backticks separates two cells all the same"),
    (
      "| a | b |\n|---|\n",
      "1:1 this header has 2 cells, the line below it draws 1 columns, so there is no table"
    ),
    ("a | b\n---\n", "1:1 the line of dashes below makes this a heading"),
    ("<div>\n| a | b |\n|---|---|\n</div>\n", "2:1 a table right behind an HTML tag"),
  ])
  func tellsWhatMarkdownDoesNotShow(_ text: String, _ expected: String) throws {
    let findings = try read(text).findings
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    let told = "\(finding.range?.line ?? 0):\(finding.range?.column ?? 0) \(finding.message)"
    #expect(told.hasPrefix(expected), "\(told)")
    #expect(finding.source == "markdown" && finding.severity == .warning && finding.remedy != nil)
  }

  @Test(arguments: [
    "| a | b |\n|---|---|\n| 1 | 2 | |\n", "| a | b |\n|---|---|\n| 1 |\n", "| a |\n|---|\n| 1 |\nx\n",
    "text\n| a | b |\n|---|---|\n", "a\n---\n", "a | b\n", "## a | b\n", "<div>\na | b\n</div>\n",
  ])
  func isSilentAboutWhatIsFine(_ text: String) throws {
    #expect(try read(text).findings == [])
  }

  @Test(
    arguments: [
      ("Cron (deploy user)", "cron", "deploy user"), ("TLS", "tls", nil), ("(only)", "only", nil),
      ("Überblick & Pläne", "überblick-pläne", nil), ("  a -- b!  ", "a-b", nil),
      ("install()", "install", nil),
      ("A (b (c))", "a", "b (c)"), ("f(x) (y)", "f-x", "y"), ("定时任务（用户）", "定时任务", "用户"),
      ("नमस्ते दुनिया", "नमस्ते-दुनिया", nil), ("⚠️ Gotchas", "gotchas", nil), ("a ()", "a", nil),
      ("Step 2.1", "step-2-1", nil),
      ("😀", "", nil), ("unbalanced)", "unbalanced", nil),
    ] as [(String, String, String?)])
  func slugs(_ heading: String, _ slug: String, _ qualifier: String?) {
    let (title, found) = Slug.split(heading)
    #expect(Slug.of(title) == slug)
    #expect(found == qualifier)
  }

  @Test func sectionsKeepTheirPathThroughSkippedLevels() throws {
    let document = try read("intro\n# A\n### B\n## C\n#### D\n# E\n")
    #expect(document.sections.map(\.path) == [[], ["a"], ["a", "b"], ["a", "c"], ["a", "c", "d"], ["e"]])
    #expect(document.sections.map(\.level) == [0, 1, 3, 2, 4, 1])
    #expect(document.sections[0].heading == nil)
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func settingsInFrontAreNoText(_ ending: String) throws {
    let text = "---\nname: x\nport: 1\n---\n# Box\n\nHello\n".replacing("\n", with: ending)
    let document = try read(text)
    #expect(document.sections.map(\.title) == ["Box"])
    #expect(document.sections[0].heading?.range.line == 5)
  }

  @Test(arguments: ["---\n\n# Box\n---\n", "---\na: b\n\n# Box\n", "----\na: b\n---\n"])
  func aRuleInFrontOpensNothing(_ text: String) throws {
    #expect(try !read(text).sections.isEmpty)
  }

  @Test func readsNothing() throws {
    for text in ["", "\n\n", "\u{FEFF}", "\r", " ", "[a]: /b\n", "---\n"] {
      #expect(try read(text).sections.isEmpty)
    }
    #expect(try read("\u{FEFF}a\r\nb").lines == ["a", "b"])
  }

  private func read(_ text: String) throws -> Document {
    let document = try Document.parse(Array(text.utf8), file: "a.md")
    #expect(Places.faults(in: document, of: Array(text.utf8)) == [])
    return document
  }

  private func paragraph(_ text: String) throws -> InlineText {
    guard case .paragraph(let text) = try #require(try read(text).sections.first?.blocks.first) else {
      throw Missing()
    }
    return text
  }

  private func range(_ line: Int, _ column: Int, _ endLine: Int, _ endColumn: Int) -> SourceRange {
    SourceRange(file: "a.md", line: line, column: column, endLine: endLine, endColumn: endColumn)
  }

  struct Missing: Error {}
}
