import Findings
import MarkdownDocument

/// A password or a key in the file: everybody who may read the runbook has it, agents and their logs as well.
enum SecretsInFile: Proofreader {
  static let id = "secret-in-file"

  /// What a line with a secret has somewhere; the full look costs far more.
  private static let signs = PhraseSet(
    [
      "pass", "pwd", "secret", "token", "key", "cred", "auth", "pin", "-----begin", "@", "ghp_", "gho_",
      "ghu_", "ghs_", "ghr_",
      "glpat", "xox", "sk-", "sk_", "rk_", "npm_", "dop_", "akia", "eyj", "aiza", "пароль", "contraseña",
      "senha", "mot de passe", "密码",
      "密碼", "パスワード", "kennwort", "passwort",
    ], insideWords: true)

  static func findings(_ runbook: Runbook) -> [Finding] {
    runbook.documents.flatMap { document -> [Finding] in
      document.lines.indices.compactMap { index -> Finding? in
        let line = document.lines[index]
        guard line.utf8.count > 8, signs.isIn(line), SecretMask.mask(line) != line,
          !SettingsFence.isExample(line)
        else {
          return nil
        }
        return warning(
          SourceRange(file: document.file, line: index + 1, column: 1, length: line.utf8.count),
          "this line looks like it holds a secret",
          advice: "keep the secret in a file that only its user may read, and name that file here")
      }
    }
  }
}
