import Findings
import MarkdownDocument

/// Some agents read the first 32 KiB of an instruction file and nothing more.
enum LargeFile: Proofreader {
  static let id = "large-file"
  /// What Codex reads of project documents unless told otherwise (its `project_doc_max_bytes`).
  private static let limit = 32 << 10

  static func findings(_ runbook: Runbook) -> [Finding] {
    runbook.documents.compactMap { document in
      var size = 0
      for (index, line) in document.lines.enumerated() {
        size += line.utf8.count + 1
        guard size > limit else { continue }
        return note(
          SourceRange(file: document.file, line: index + 1, column: 1, length: max(line.utf8.count, 1)),
          "some agents stop reading here: the file is larger than 32 KiB",
          advice: "move procedures into chapters in runbooks/")
      }
      return nil
    }
  }
}
