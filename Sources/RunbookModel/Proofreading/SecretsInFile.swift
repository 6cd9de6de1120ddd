import Findings
import MarkdownDocument

/// A password or a key in the file: everybody who may read the runbook has it, agents and their logs as well.
enum SecretsInFile: Proofreader {
  static let id = "secret-in-file"

  static func findings(_ runbook: Runbook) -> [Finding] {
    runbook.documents.flatMap { document -> [Finding] in
      document.lines.indices.compactMap { index -> Finding? in
        let line = document.lines[index]
        guard line.utf8.count >= 8,
          !BarePassword.places(in: document.lines, at: index).isEmpty
            || SecretMask.mask(line) != line && !SettingsFence.isExample(line)
        else { return nil }
        return warning(
          SourceRange(file: document.file, line: index + 1, column: 1, length: line.utf8.count),
          "this line looks like it holds a secret",
          advice: "keep the secret in a file that only its user may read, and name that file here")
      }
    }
  }
}
