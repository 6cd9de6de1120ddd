import Findings
import MarkdownDocument

/// A heading with nothing below it, not even another heading of its own.
enum EmptySections: Proofreader {
  static let id = "empty-section"

  static func findings(_ runbook: Runbook) -> [Finding] {
    let sections = runbook.passages.sections.map(\.section)
    return sections.indices.compactMap { index -> Finding? in
      let section = sections[index]
      guard let heading = section.heading, section.blocks.isEmpty, section.level > 1 else { return nil }
      if index + 1 < sections.count, sections[index + 1].level > section.level { return nil }
      return note(
        heading.range, "nothing stands under \"\(WorldText.clean(section.title))\"",
        advice: "write what belongs there, or take the heading out")
    }
  }
}
