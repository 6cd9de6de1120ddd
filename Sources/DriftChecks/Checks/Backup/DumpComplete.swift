import Findings
public import RunbookModel
public import ServerFacts

/// The newest dump that the backup leaves on this machine can be read to its end.
///
/// The folder is the one that a key names, else one below the home of the backup's account that its script names.
public struct DumpComplete: Check {
  public static let card = CheckCard(
    id: "dump-complete",
    summary: "the newest local dump can be unpacked whole and ends as pg_dump ends it",
    why: "A dump that broke off restores the first tables and loses the rest.",
    fix: "Run the backup by hand, and let it fail when pg_dump or gzip does.", after: ["backup-sound"])

  public init() {}

  /// Larger ones are not read: it would take longer than a check may.
  private static let largest = 64 << 20

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    var done: Set<String> = []
    for restore in runbook.entries(DatabaseRestore.self) where restore.usesPostgreSQL {
      let claim = restore.address.field("local-dumps"), range = (restore.localDumps ?? restore.stated).range
      switch await folder(of: restore, runbook, facts) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      case .seen(nil): continue
      case .seen(let folder?):
        // A chapter that goes on with the same restore has the same folder.
        guard done.insert(folder).inserted else { continue }
        switch await facts.ask(FolderEntries(path: folder)) {
        case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
        case .seen(let entries):
          let dumps = (entries ?? []).filter { $0.attributes.kind == .file && $0.name.hasSuffix(".sql.gz") }
          let newest = dumps.max { ($0.attributes.modified, $0.name) < ($1.attributes.modified, $1.name) }
          guard let newest, newest.attributes.size <= Self.largest else { continue }
          let answer = await facts.ask(UnpackedDump(path: "\(folder)/\(newest.name)"))
          if let verdict = judge(answer, "\(folder)/\(newest.name)", claim, range) {
            verdicts.append(verdict)
          }
        }
      }
    }
    return verdicts
  }

  private func judge(
    _ answer: Observation<UnpackedDump.Fact>, _ path: String, _ claim: Address, _ range: SourceRange
  ) -> Verdict? {
    let stated = "the runbook backs up this database"
    let remedy = Remedy.advice("run the backup by hand and read what it says; do not trust \(path)")
    switch answer {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.broken(let words)):
      return drifts(
        claim, at: range, "\(stated); the newest dump on this machine is no whole archive",
        evidence: [Evidence(source: path, text: words)], remedy: remedy)
    case .seen(.whole(let text)):
      if text.contains("-- PostgreSQL database dump complete") { return holds(claim, at: range) }
      if text.contains("-- PostgreSQL database cluster dump complete") { return holds(claim, at: range) }
      // What pg_dump did not write has an end of its own.
      guard text.isEmpty || text.contains("-- PostgreSQL database") else { return nil }
      let fact = text.isEmpty ? "holds nothing" : "breaks off before its end"
      return drifts(
        claim, at: range, "\(stated); the newest dump on this machine \(fact)",
        evidence: [Evidence(source: path, text: String(text.suffix(80)))], remedy: remedy)
    }
  }

  private func folder(
    of restore: DatabaseRestore, _ runbook: Runbook, _ facts: Facts
  ) async -> Observation<String?> {
    guard let user = runbook.backupJob?.user else { return .seen(restore.localDumps?.value) }
    switch await facts.ask(AccountNamed(user)) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(nil): return .seen(nil)
    case .seen(let account?):
      if let stated = restore.localDumps?.value {
        return .seen(stated.hasPrefix("~/") ? account.home + stated.dropFirst() : stated)
      }
      guard let script = runbook.backupJob?.script?.value else { return .seen(nil) }
      return await facts.ask(ScriptText(path: script)).map { text in
        guard let text, text.contains("pg_dump") else { return nil }
        return Self.folder(in: text, home: account.home)
      }
    }
  }

  /// `backups=$HOME/backups`, `mkdir -p ~/dumps`: a folder below the home whose name says what is in it.
  private static func folder(in script: String, home: String) -> String? {
    for word in script.split(whereSeparator: { " \t\n\"'=;".contains($0) }) {
      for prefix in ["$HOME/", "${HOME}/", "~/", home + "/"] where word.hasPrefix(prefix) {
        let rest = word.dropFirst(prefix.count)
        let isName = rest.utf8.allSatisfy { byte in
          (0x61...0x7A).contains(byte | 0x20) || "-_/".utf8.contains(byte)
        }
        if isName, rest.contains("backup") || rest.contains("dump") { return "\(home)/\(rest)" }
      }
    }
    return nil
  }

  private static let path = "/home/deploy/backups/appdb-2026-11-28.sql.gz"
  private static let marked = BackupExamples.runbook.replacing(
    "- Database", with: "            ↓\n- Database")

  private static func unpacked(_ status: Int, _ text: String, _ errors: String = "") -> ExampleServer {
    .with {
      $0.looks[.text(path: "/home/deploy/db-backup.sh")] = .text("backups=$HOME/backups\npg_dump appdb\n")
      $0.looks[.folder(path: "/home/deploy/backups")] = .folder([
        FolderEntry(
          name: "appdb-2026-11-28.sql.gz", attributes: FileAttributes(kind: .file, mode: 0o600, size: 7000))
      ])
      $0.looks[.command(.unpacked(path: path))] = .output(
        CommandOutput(status: status, output: text, errors: errors))
    }
  }

  private static let head = "--\n-- PostgreSQL database dump\n--\nCOPY public.notes (id) FROM stdin;\n"
  private static let end = "\n--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x\n"

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, unpacked(0, head + end)),
    CheckExample(.drifts, marked, unpacked(0, head)),
    CheckExample(.drifts, marked, unpacked(0, "")),
    CheckExample(.drifts, marked, unpacked(1, head, "gzip: \(path): unexpected end of file\n")),
    CheckExample(.unknown, BackupExamples.runbook, unpacked(1, "", "gzip: \(path): Permission denied\n")),
  ]
}
