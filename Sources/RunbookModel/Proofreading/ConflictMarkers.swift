import Findings
import MarkdownDocument

/// A merge that was never finished: both versions stand in the file, and a reader takes either.
enum ConflictMarkers: Proofreader {
  static let id = "conflict-markers"

  static func findings(_ runbook: Runbook) -> [Finding] {
    runbook.documents.flatMap { document -> [Finding] in
      let begin = document.lines.indices.filter { document.lines[$0].hasPrefix("<<<<<<< ") }
      guard document.lines.contains(where: { $0.hasPrefix(">>>>>>> ") }) else { return [] }
      return begin.map { index in
        Finding(
          source: id, severity: .error, subject: nil,
          range: SourceRange(
            file: document.file, line: index + 1, column: 1, length: document.lines[index].utf8.count),
          message: "a merge conflict begins here; both versions are read",
          remedy: .advice("keep one version and delete the lines of <<<<<<<, ======= and >>>>>>>"))
      }
    }
  }
}
