import Findings
import MarkdownDocument

/// Two sections of one file with the same headings: an edit in one leaves the other as it was.
enum RepeatedSections: Proofreader {
  static let id = "repeated-section"

  static func findings(_ runbook: Runbook) -> [Finding] {
    var first: [String: SourceRange] = [:]
    return runbook.passages.sections.compactMap { placed -> Finding? in
      // `# =====` is a ruler.
      guard let heading = placed.section.heading, heading.text.contains(where: { $0.isLetter || $0.isNumber })
      else {
        return nil
      }
      let path = heading.range.file + "\u{0}" + placed.section.path.joined(separator: "/")
      guard let earlier = first[path] else {
        first[path] = heading.range
        return nil
      }
      return note(
        heading.range, "\"\(WorldText.clean(heading.text))\" stands on line \(earlier.line) already",
        advice: "join the two sections, or tell them apart by their headings")
    }
  }
}
