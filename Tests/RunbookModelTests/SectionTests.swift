import Findings
import MarkdownDocument
import Testing

@testable import RunbookModel

struct SectionTests {
  /// Name, port, program, host and directory, without their places.
  private static func values(_ runbook: Runbook) -> [[String?]] {
    runbook.services.map { service in
      [
        service.name.value, service.port.map { "\($0.value)" }, service.program?.value,
        service.hostName?.value, service.directory?.value,
      ]
    }
  }

  static let plain = """
    # Ops

    ## Sites
    | App | Port | Supervisor name | Host name | Directory |
    |---|---|---|---|---|
    | luci | 3004 | site-luci | luci.example | /var/www/luci |
    | nearyou | 3003 | site-nearyou | nearyou.example | /var/www/nearyou |

    """

  static let expected: [[String?]] = [
    ["luci", "3004", "site-luci", "luci.example", "/var/www/luci"],
    ["nearyou", "3003", "site-nearyou", "nearyou.example", "/var/www/nearyou"],
  ]

  @Test func readsTheTable() throws { #expect(Self.values(try runbook(Self.plain)) == Self.expected) }

  @Test func readsItWithWindowsLineEndsAndByteOrderMark() throws {
    let text = Self.plain.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(Self.values(try runbook(text)) == Self.expected)
    #expect(Self.values(try runbook([0xEF, 0xBB, 0xBF] + Array(text.utf8))) == Self.expected)
  }

  @Test func readsItWithBackticks() throws {
    let text = Self.plain.replacing("3004", with: "`3004`").replacing("site-luci", with: "`site-luci`")
      .replacing("| luci |", with: "| **luci** |")
    #expect(Self.values(try runbook(text)) == Self.expected)
  }

  @Test(arguments: [
    [0, 2, 1, 3, 4], [0, 4, 3, 2, 1], [0, 3, 4, 1, 2], [0, 2, 3, 4, 1],
  ]) func readsPermutedColumns(_ order: [Int]) throws {
    let lines = Self.plain.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard line.hasPrefix("|") else { return String(line) }
      let cells = line.split(separator: "|").map(String.init)
      return "|" + order.map { cells[$0] }.joined(separator: "|") + "|"
    }
    #expect(Self.values(try runbook(lines.joined(separator: "\n"))) == Self.expected)
  }

  @Test func readsOtherHeaders() throws {
    let text = """
      ## Services
      | Service | Listens on | Program | Domain | Path |
      |---|---|---|---|---|
      | luci | 3004 | site-luci | luci.example | /var/www/luci |
      | nearyou | 3003 | site-nearyou | nearyou.example | /var/www/nearyou |
      """
    #expect(Self.values(try runbook(text)) == Self.expected)
  }

  @Test(arguments: ["0", "65536", "http", "3004, 3005", "-1"]) func tellsOfPortsThatAreNone(_ port: String)
    throws
  {
    let runbook = try runbook("| App | Port |\n|---|---|\n| luci | \(port) |\n")
    #expect(runbook.services.first?.port == nil)
    #expect(runbook.findings.map(\.range?.short) == ["3:10"])
    #expect(runbook.findings.map(\.severity) == [.warning])
  }

  @Test func publishedRunbookHasItsShape() throws {
    let runbook = try runbook(text(at: "Examples/published/AGENTS.md"))
    #expect(runbook.services.map(\.name.value) == ["jumpinotech", "wegweiserlife", "nearyou", "luci"])
    #expect(runbook.services.map { $0.port?.value } == [3001, 3002, 3003, 3004])
    #expect(
      runbook.services.compactMap { $0.port?.range.description } == (6...9).map { "AGENTS.md:\($0):20" })
    #expect(runbook.services.compactMap { $0.program?.range.short } == (6...9).map { "\($0):27" })
    #expect(runbook.services.last?.port?.range.endColumn == 23)
    #expect(runbook.line(9, of: "AGENTS.md")?.hasPrefix("| luci ") == true)
    #expect(runbook.line(0, of: "AGENTS.md") == nil && runbook.line(1, of: "other.md") == nil)
    let schedules = runbook.entries(Schedule.self)
    #expect(schedules.map(\.name.value) == ["nightly-update", "db-backup"])
    #expect(schedules.map { $0.time?.value.fields } == ["0 3 * * *", "0 2 * * *"])
    #expect(schedules.map(\.user) == ["deploy", "deploy"])
    #expect(runbook.rules.map(\.name.value) == ["/etc/ssl/cloudflare/origin.pem"])
    #expect(runbook.entries(Certificate.self).map(\.path.value) == ["/etc/ssl/cloudflare/origin.pem"])
    let nginx = try #require(runbook.entries(NginxSettings.self).first)
    #expect(nginx.configurationRoot?.value == "/etc/nginx/sites-enabled/" && nginx.publicPort?.value == 443)
    #expect(runbook.entries(DatabaseRestore.self).first?.steps.count == 3)
  }

  @Test func alternationGivesThreeCommands() throws {
    let runbook = try runbook(text(at: "Examples/published/AGENTS.md"))
    let supervisor = runbook.commands.filter { $0.line.template.contains("supervisorctl") }
    #expect(supervisor.map(\.name) == ["status-supervisor", "restart-supervisor", "tail-supervisor"])
    #expect(
      supervisor.map(\.line.template) == [
        "sudo supervisorctl status", "sudo supervisorctl restart ‹name›", "sudo supervisorctl tail ‹name›",
      ])
    #expect(
      supervisor.last?.parameters.first?.words == [
        "site-jumpinotech", "site-wegweiserlife", "site-nearyou", "site-luci",
      ])
    #expect(
      runbook.commands.contains { $0.name == "reload-nginx" && $0.line.template == "sudo nginx -s reload" })
  }

  @Test(arguments: [
    ("sudo supervisorctl status | grep luci", 1), ("sudo nginx -t && sudo nginx -s reload", 1),
  ]) func pipesAreOneCommand(_ words: String, _ count: Int) throws {
    #expect(try runbook("## Ops\n- Do: \(words)\n").commands.count == count)
  }

  @Test func commandsBehindAnSSHAreTypedThere() throws {
    let runbook = try runbook("```sh\nuptime\nssh deploy@web1\nuptime\nexit\ndf -h\n```\n")
    #expect(runbook.commands.map(\.host?.value) == [nil, nil, "deploy@web1", nil])
    #expect(runbook.commands.map { $0.refusal == nil } == [true, false, false, true])
  }

  /// Found by fuzzing: what stands before the sign is no name.
  @Test(arguments: ["- = 1", "export = 1", "=", "= =", "A==", "- ==="])
  func settingsWithoutANameAreNone(_ line: String) throws {
    #expect(try runbook("```\n\(line)\n```\n").mentions.isEmpty)
  }

  @Test(arguments: [
    ("`0 3 * * *` /opt/x.sh", "0 3 * * *", "/opt/x.sh"),
    ("`0 3 * * *` → /opt/x.sh --all", "0 3 * * *", "/opt/x.sh --all"),
    ("`@daily` prunes the images (`docker image prune -f`)", "0 0 * * *", "docker image prune -f"),
  ]) func anItemBeginsWithItsTime(_ item: String, _ fields: String, _ command: String) throws {
    let schedules = try runbook("## Jobs (deploy user)\n- \(item)\n").entries(Schedule.self)
    #expect(schedules.map { $0.time?.value.fields } == [fields])
    #expect(schedules.map(\.command.value) == [command] && schedules.map(\.user) == ["deploy"])
  }

  @Test(arguments: [
    (
      "| Was | Wann | Womit |\n|---|---|---|\n| Dump | täglich 02:45 | `systemctl start dump` |\n",
      "systemctl start dump"
    ),
    ("| 予定 | 内容 |\n|---|---|\n| 45 2 \\* \\* \\* | /opt/copy.sh |\n", "/opt/copy.sh"),
    (
      "| Tarea | Cuándo | Qué hace |\n|---|---|---|\n| `a.timer` | `OnCalendar=*-*-* 02:45:00` | `/home/pi/a.sh` |\n",
      "/home/pi/a.sh"
    ),
    (
      "```\n# /etc/cron.d/pgbackrest\n45 2 * * *  pgbackrest  pgbackrest --stanza=x backup\n```\n",
      "pgbackrest --stanza=x backup"
    ),
    (
      "## Copies\n\n- **Time**: 2:45 daily\n- **Script**: `/opt/copy.sh`\n- **Log**: `/var/log/copy.log`\n",
      "/opt/copy.sh"
    ),
    (
      "| Setting | Value |\n|---|---|\n| Schedule | Daily at 02:45 (cron) |\n| Script | `/opt/copy.sh` |\n",
      "/opt/copy.sh"
    ),
    ("## Nightly copy (daily at 2:45 AM)\n\n- The dump\n", "Nightly copy"),
  ]) func schedulesInTablesAndSystemFiles(_ text: String, _ command: String) throws {
    let schedules = try runbook(text).schedules
    #expect(schedules.map { $0.time?.value.fields } == ["45 2 * * *"])
    #expect(schedules.map(\.command.value) == [command])
  }

  @Test(arguments: [
    (
      "It runs every Sunday at 03:00: `/opt/clean.sh`.", "every Sunday at 03:00", "0 3 * * 0", "/opt/clean.sh"
    ),
    (
      "Elke nacht om 01:15 maakt `/usr/local/sbin/copy` een kopie.", "Elke nacht om 01:15", "15 1 * * *",
      "/usr/local/sbin/copy"
    ),
  ]) func schedulesInSentences(_ text: String, _ words: String, _ fields: String, _ command: String) throws {
    let schedules = try runbook("## Copies\n\n\(text)\n").schedules
    #expect(schedules.map(\.words.value) == [words] && schedules.map { $0.time?.value.fields } == [fields])
    #expect(schedules.map(\.command.value) == [command])
  }

  @Test(arguments: [
    "Never run `/opt/clean.sh` every night at 03:00.",
    "It is checked daily at 03:00 (`velero schedule get`).",
    "Previously `/opt/clean.sh` ran every night at 03:00.", "Call before 03:00 and run `/opt/clean.sh`.",
    "Every night at 03:00 `/opt/a.sh` and `/opt/b.sh` run.",
  ]) func noScheduleInASentence(_ text: String) throws {
    #expect(try runbook("## Copies\n\n\(text)\n").schedules.isEmpty)
  }

  @Test func theWordsOfATableOfJobsAreKept() throws {
    let schedules = try runbook(
      "- Cron jobs:\n  | Hora | Acción |\n  |---|---|\n  | 05:00 | Ejecuta `prune.sh` y anota. |\n"
    ).schedules
    #expect(schedules.map(\.words.value) == ["05:00"] && schedules.map(\.command.value) == ["prune.sh"])
    #expect(schedules.allSatisfy { $0.time == nil })
  }

  @Test func aRemarkMakesNoSentenceOfAKey() throws {
    let key = "Answers of the shop (`/cart`, `/pay`, `/tracking`, and `/account`)"
    let claims = try runbook("## Bounds\n\n- \(key): < 2 s\n").claims
    #expect(claims.map(\.value.value) == ["< 2 s"])
  }

  @Test func aTimeStandsBehindItsScript() throws {
    let runbook = try runbook("## Copies\n\n- Books: `tools/copy.sh` (cron 02:00). Kept for a week.\n")
    #expect(runbook.schedules.map(\.words.value) == ["cron 02:00"])
    #expect(runbook.schedules.map(\.command.value) == ["tools/copy.sh"] && runbook.schedules[0].time == nil)
  }

  @Test func aRowOfJobsNamesWhatItRuns() throws {
    let rows = "| Dump | daily 2:45 | `/opt/copy.sh` |\n| Prune | Weekly | `/opt/prune.sh` |\n"
    let schedules = try runbook("| Job | Schedule | Script |\n|---|---|---|\n" + rows).schedules
    #expect(schedules.map(\.command.value) == ["/opt/copy.sh", "/opt/prune.sh"])
    #expect(schedules.map { $0.time?.value.fields } == ["45 2 * * *", nil])
    #expect(schedules.map(\.words.value) == ["daily 2:45", "Weekly"])
  }

  @Test func everyMinuteIsATime() throws {
    let schedules = try runbook("| Schedule | Script |\n|---|---|\n| `* * * * *` | `tick.py` |\n").schedules
    #expect(schedules.map { $0.time?.value.fields } == ["* * * * *"])
  }

  @Test func whatInstallsALineStatesItOnce() throws {
    let schedules = try runbook(
      "```sh\n5 4 * * * /opt/x.sh\n(crontab -l; echo \"5 4 * * * /opt/x.sh\") | crontab -\n```\n"
    ).schedules
    #expect(schedules.map(\.words.range.line) == [2])
  }

  @Test func aBlockOfRootsCommands() throws {
    let text = "# zpool list\n# pct exec 101 -- tail -n 5 /var/log/x.log\n"
    #expect(try runbook("```\n\(text)```\n").commands.count == 2)
    #expect(try runbook("```sh\n\(text)```\n").commands.isEmpty)
    #expect(try runbook("```\n# what it does\n# zpool list\n```\n").commands.isEmpty)
  }

  @Test(arguments: ["```sh\n", ""]) func aBackslashInFrontOfAPromptOnlyBreaksTheLine(_ fence: String) throws {
    let text = "\(fence)$ df -h \\\n$ uptime\n\(fence.isEmpty ? "" : "```\n")"
    #expect(try runbook(text).commands.map(\.line.template) == ["df -h", "uptime"])
  }

  @Test func aCommandOfATableGoesByTheNameOfItsRow() throws {
    let runbook = try runbook("| Action | Command |\n|---|---|\n| List the machines | `qm list` |\n")
    #expect(runbook.commands.map(\.name) == ["list-the-machines"])
  }

  @Test(arguments: [
    ("Health endpoint: `/up`. The proxy terminates TLS.", "Health endpoint", "/up"),
    ("Ports: PostgreSQL 5432, etcd 2379.", "Ports", "2379"),
    ("Log in on port 2222, user `mara`.", "user", "mara"),
    ("The host is 2001:db8:44::1 for now.", "ip", "2001:db8:44::1"),
  ]) func mentioned(_ text: String, _ label: String, _ value: String) throws {
    let runbook = try runbook("## S\n\n\(text)\n")
    #expect((runbook.claims + runbook.mentions).contains { $0.label == label && $0.value.value == value })
  }

  @Test func emptyingAFileIsNoPrompt() throws {
    let commands = try runbook("```sh\ndf -h\n> /var/log/x.log\n```\n").commands
    #expect(commands.map(\.line.template) == ["df -h"])
  }

  @Test(arguments: ["`0 3 * * *` is a cron expression", "`1 2 3 4 5`", "`0 3 * * *`"])
  func aTimeWithoutACommandIsNoSchedule(_ item: String) throws {
    #expect(try runbook("## About\n- \(item)\n").entries(Schedule.self).isEmpty)
  }

  /// Found by fuzzing: the colon that ends a word is none of it.
  @Test(
    arguments: [
      ("lsof -i: shows who listens", []), ("lsof -i:8080", ["8080"]), ("-i:", []),
      ("localhost: 80", []), ("see a:", []),
    ] as [(String, [String])]) func portsBehindAnOption(_ words: String, _ ports: [String]) throws
  {
    #expect(try runbook("\(words)\n").mentions.filter { $0.label == "port" }.map(\.value.value) == ports)
  }

  @Test(arguments: [
    ("Key: value", "Key", "value"), ("Key = value", "Key", "value"),
    ("03:00 nightly: /a", "03:00 nightly", "/a"),
    ("`Key`: `value`", "Key", "value"), ("Größe: 3 MB", "Größe", "3 MB"), ("a: b: c", "a", "b: c"),
  ]) func keyValues(_ bullet: String, _ key: String, _ value: String) throws {
    let document = try Document.parse(Array("## S\n- \(bullet)\n".utf8), file: "AGENTS.md")
    let pairs = document.sections.flatMap(\.keyValues)
    #expect(pairs.map(\.key.value) == [key] && pairs.map(\.value.value) == [value])
    let claim = try #require(runbook("## S\n- \(bullet)\n").claims.first)
    #expect(claim.value.range.line == 2)
  }

  @Test(arguments: [
    "no pair", "http://a.example", "a=b", ": value", "Key:", "A sentence. Then: more", "12:30",
  ])
  func noKeyValues(_ bullet: String) throws {
    let document = try Document.parse(Array("## S\n- \(bullet)\n".utf8), file: "AGENTS.md")
    #expect(document.sections.flatMap(\.keyValues).isEmpty)
  }

  @Test func valuesStandWhereTheyStand() throws {
    let claim = try #require(runbook("## S\n- `Größe`: `3 MB`\n").claims.first)
    #expect(claim.value.range.short == "2:15" && claim.value.range.endColumn == 18)
  }
}
