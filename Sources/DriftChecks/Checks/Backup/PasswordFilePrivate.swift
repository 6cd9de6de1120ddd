import Findings
public import RunbookModel
public import ServerFacts

/// The password file of the account that backs up is its own and open to nobody else.
public struct PasswordFilePrivate: Check {
  public static let card = CheckCard(
    id: "password-file-private",
    summary: "~/.pgpass of the account that backs up has mode 0600",
    why:
      "libpq passes over a password file that others may read, and every dump fails for want of a password.",
    fix: "chmod 600 ~/.pgpass, as the account that backs up.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let user = runbook.backupJob?.user else { return [] }
    var verdicts: [Verdict] = []
    // One account has one such file, however many sections speak of restoring.
    for restore in runbook.entries(DatabaseRestore.self).filter(\.usesPostgreSQL).prefix(1) {
      let claim = restore.address.field("password-file"), range = restore.stated.range
      let account = await facts.ask(AccountNamed(user))
      guard case .seen(let account?) = account else {
        if case .unseen(let blindness) = account { verdicts.append(unknown(claim, at: range, blindness)) }
        continue
      }
      let path = "\(account.home)/.pgpass"
      switch await facts.ask(PathAttributes(path: path)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      // Without one the password may come from elsewhere; `database-usable` tries it.
      case .seen(nil): continue
      case .seen(let file?):
        guard file.kind == .file else { continue }
        verdicts.append(judge(file, path, account, claim, range))
      }
    }
    return verdicts
  }

  private func judge(
    _ file: FileAttributes, _ path: String, _ account: Account, _ claim: Address, _ range: SourceRange
  ) -> Verdict {
    let mode = String(file.mode & 0o777, radix: 8)
    let evidence = [Evidence(source: path, text: "mode \(mode), uid \(file.uid)")]
    let stated = "the runbook backs up as \(account.name)"
    if file.mode & 0o077 != 0 {
      return drifts(
        claim, at: range, "\(stated); others may read \(path), so PostgreSQL's programs pass over it",
        evidence: evidence, remedy: .advice("chmod 600 \(path)"))
    }
    if file.uid != account.uid, account.uid != 0 {
      return drifts(
        claim, at: range, "\(stated); \(path) belongs to another account and cannot be read",
        evidence: evidence, remedy: .advice("chown \(account.name) \(path)"))
    }
    return holds(claim, at: range)
  }

  private static let look = Look.attributes(path: "/home/deploy/.pgpass")

  private static func with(mode: Int, uid: Int = 1000) -> ExampleServer {
    .with { $0.looks[look] = .attributes(FileAttributes(kind: .file, mode: mode, uid: uid)) }
  }

  private static let marked = BackupExamples.runbook.replacing(
    "- Database", with: "            ↓\n- Database")

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, with(mode: 0o600)),
    CheckExample(.drifts, marked, with(mode: 0o644)),
    CheckExample(.drifts, marked, with(mode: 0o600, uid: 0)),
    CheckExample(.unknown, BackupExamples.runbook, .with { $0.refused = [look] }),
  ]
}
