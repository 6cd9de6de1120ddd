import Findings
import MarkdownDocument
import Testing

/// What is struck out is gone from the text; what stays still knows where it stands.
struct StruckTests {
  @Test(arguments: [
    ("a ~~b~~ c", "a  c", "c", 9), ("~~a~~ `b` c", " `b` c", "b", 8), ("~~*a* `b`~~ c", " c", "c", 13),
    ("a ~~b c", "a ~~b c", "c", 7), ("`~~a~~` b", "`~~a~~` b", "b", 9),
    ("a ~~~b~~~ c", "a ~~~b~~~ c", "c", 11),
    ("a ~~b~~ ~~c~~ d", "a   d", "d", 15),
  ]) func isGone(_ source: String, _ text: String, _ last: String, _ column: Int) throws {
    let document = try Document.parse(Array((source + "\n").utf8), file: "x.md")
    guard case .paragraph(let paragraph)? = document.sections.first?.blocks.first else {
      Issue.record("no paragraph")
      return
    }
    #expect(paragraph.text == text.replacing("`", with: ""))
    let place = try #require(paragraph.text.ranges(of: last).last)
    #expect(paragraph.range(of: place).column == column)
    for span in paragraph.codeSpans {
      #expect(String(decoding: Array(paragraph.text.utf8)[span.offsets], as: UTF8.self) == span.text)
    }
  }
}
