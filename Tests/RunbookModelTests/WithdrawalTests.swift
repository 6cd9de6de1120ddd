import Findings
import RunbookModel
import Testing

/// What a runbook shows and takes back is no operation and no fact.
struct WithdrawalTests {
  static let withdrawn = [
    "## Don't do this\n- `dropdb x`\n", "## Nooit doen\n```sh\ndropdb x\n```\n",
    "## Deprecated\n```sh\ndropdb x\n```\n",
    "## Changelog\n- Ran `dropdb x`\n", "Never do this:\n\n```sh\ndropdb x\n```\n",
    "Never run:\n\n- `dropdb x`\n",
    "Old way:\n\n```sh\ndropdb x\n```\n", "Antes se hacía así (ya NO funciona):\n\n```sh\ndropdb x\n```\n",
    "Bad:\n\n```sh\ndropdb x\n```\n", "```sh\n# old\ndropdb x\n```\n", "```sh\ndropdb x  # never!\n```\n",
    "- Never:\n  ```sh\n  dropdb x\n  ```\n", "- 2024-06-11: fixed with `dropdb x`\n", "- ~~`dropdb x`~~\n",
    "| Command | Note |\n|---|---|\n| `dropdb x` | never |\n",
    "| Comando | Porquê |\n|---|---|\n| `dropdb x` | nunca |\n",
    "| Date | What |\n|---|---|\n| 2024-06-11 | `dropdb x` |\n",
    "| Do | Don't |\n|---|---|\n| wait | `dropdb x` |\n",
    "<details>\n<summary>Old way</summary>\n\n```sh\ndropdb x\n```\n\n</details>\n",
    "- Use patience instead of `dropdb x`\n", "- Upgrade: change `x`, never run `dropdb x`\n",
    "Run `dropdb x`? Never do that!\n", "DON'T:\n\n```sh\ndropdb x\n```\n",
    "!!! danger \"Never run these\"\n    `dropdb x`\n", "- 満杯：不要 `dropdb x`。\n",
    "Old instructions said to run `dropdb x`; the database is no longer installed.\n",
    "- Führe `dropdb x` nicht aus.\n", "- Voer `dropdb x` niet uit.\n",
    "> **DO NOT RUN THIS** unless all is lost.\n\n```sh\ndropdb x\n```\n",
    "This is NOT for agents to run. It is what Ann does.\n\n```sh\ndropdb x\n```\n",
    "Das hier nicht ausführen! Niemals dies hier.\n\n```sh\ndropdb x\n```\n",
    "仅供参考。\n\n```sh\ndropdb x\n```\n",
    "```sh\n# Fails: the role has no rights,\n# see above.\ndropdb x\n```\n",
    "```sh\n# NEVER on the live box,\n# all is lost then.\ndropdb x\n```\n",
    "```sh\n# ne marche pas sans droits\ndropdb x\n```\n",
    "| Symptom | What to do |\n|---|---|\n| `dropdb x` hangs | wait |\n",
    "| 症状 | 处理 |\n|---|---|\n| `dropdb x` 失败 | 等 |\n",
    "## Roadmap\n\n```sh\ndropdb x\n```\n", "- TODO: run `dropdb x`\n",
    "`dropdb x` macht dasselbe: mit `A=1` geht es auch.\n",
    "```sh\nDESK_KEY=<from the mail → first line>\n```\n",
    "```sh\nansible all -m shell -a \"command here\"\n```\n",
    "```sh\n# Example: the shop\ndropdb x\n```\n", "```sh\n# Beispiele\ndropdb x\n```\n",
    "```sh\n# Ejemplo: la tienda\nls -l /y\n\n# o bien\ndropdb x\n```\n",
    "- `jq` missing → `python3 -m json.tool`\n", "- To read it: `jq .`\n",
    "## Cron jobs\n\n| Time | What |\n|---|---|\n| 05:00 | `dropdb x` clears the copy |\n",
    "- [ ] `dropdb x` done\n", "`dropdb x` exists for the worst of days.\n",
    "```sh\n[Checks of each shop]\nEmergency:   dropdb x (if all is lost)\n```\n",
  ]

  @Test(arguments: withdrawn) func noOperation(_ text: String) throws {
    #expect(try runbook(text).commands.isEmpty)
  }

  @Test(arguments: [
    "## 🚫 Uninstall\n- `dropdb x`\n", "- `dropdb x`\n- Mark it via `chmod +x`\n",
    "```sh\n# the name of the old pool\ndropdb x\n```\n",
    "## Avoid downtime\n- `dropdb x`\n", "## Wenn nginx nicht startet\n- `dropdb x`\n",
    "Don't forget:\n\n```sh\ndropdb x\n```\n", "If it no longer works:\n\n```sh\ndropdb x\n```\n",
    "| Command | Note |\n|---|---|\n| `dropdb x` | not on Fridays |\n",
    "<details>\n<summary>All steps</summary>\n\n```sh\ndropdb x\n```\n\n</details>\n",
    "<details>\n<summary>Old way</summary>\n\nNo more.\n\n</details>\n\n```sh\ndropdb x\n```\n",
    "- Never use `kill x`, use `dropdb x`\n", "`dropdb x`\n", "`dropdb x`, then wait.\n",
    "> [!CAUTION]\n> Everything goes: `dropdb x`\n",
    "| Start over | `dropdb x` |\n|---|---|\n| Start over | `dropdb x` |\n",
    "Never run this without a dump.\n\n```sh\ndropdb x\n```\n",
    "```sh\n# Drop the copy. Do not stop it by hand:\n# it leaves locks.\ndropdb x\n```\n",
    "```sh\nls -l\n```\n\nNever do this at noon.\n\n```sh\ndropdb x\n```\n",
    "This is not for production.\n\n```sh\ndropdb x\n```\n",
    "```sh\n# example.org is dropped\ndropdb x\n```\n",
    "```sh\n# Example: see below\n\n# The copy goes\ndropdb x\n```\n",
    "## Если копия не запускается\n- `dropdb x`\n", "- 不要になったコピー: `dropdb x`\n",
    "```sh\n# fails over to the copy\ndropdb x\n```\n",
    "Rollback is `dropdb x`; names stand in the list.\n", "It is no longer on the list. Run `dropdb x`.\n",
  ]) func anOperation(_ text: String) throws {
    #expect(try runbook(text).commands.map(\.line.template).filter { $0 != "ls -l" } == ["dropdb x"])
  }

  @Test func whatWasToldWithAPlaceholderIsToldOnce() throws {
    let told = "```sh\ndropdb <name>\n```\n\n"
    #expect(try runbook(told + "Beispiel:\n\n```sh\ndropdb x\n```\n").commands.count == 1)
    #expect(try runbook(told + "Beispiel:\n\n```sh\nls -l\n```\n").commands.count == 2)
  }

  @Test func whatForbidsABlockIsARule() throws {
    let rules = try runbook("Never do this:\n\n```sh\ndropdb x\n```\n").rules
    #expect(rules.map(\.name.value).contains("dropdb x"))
  }

  @Test(arguments: [
    "- 2024-11-02: moved to port 3001\n", "## History\n\nIt ran on port 3001.\n",
    "There used to be a wiki on port 3001.\n", "The wiki (port 3001) was finally shut down in May.\n",
    "Das Wiki (Port 3001) wurde im Mai abgeschaltet.\n", "## Altlasten\n\nDas Wiki lief auf Port 3001.\n",
    "```sh\n# DO NOT use this\n./old.sh --port 3001\n```\n", "- ~~Port: 3001~~\n",
    "The web is on port 80, formerly on port 3001.\n", "- It was on port 3001.\n",
    "- It moved from port 3001 to port 80.\n",
    "- The data is not in `/srv/3001` but in `/srv/1`.\n", "- It does not listen on port 3001.\n",
    "Looked at on 2026-07-20:\n\n- `/health`: port 3001\n",
    "## Planned ports\n\n- 3001 (cache)\n", "- TODO: open port 3001\n",
    "```ini\n# port = 3001\n;port = 3001\n```\n",
    "| App | Port |\n|---|---|\n| a | 1 |\n| b3001 | TBD |\n\nExample: `x_3001.gz`\n",
    "It lies where you like (e.g., `/srv/3001/shop`).\n", "Put it in a folder, z. B. `/srv/3001/shop`.\n",
    "If you want I can add a script `copy-3001.sh`.\n",
    "## Prerequisites\n\n- Web: `apt install nginx-3001`\n", "- 格式: `分 时 日 3001`\n",
    "Use `add-3001` for a new one.\n",
  ]) func noFact(_ text: String) throws {
    let runbook = try runbook(text)
    #expect((runbook.claims + runbook.mentions).filter { $0.value.value.contains("3001") }.isEmpty)
  }

  @Test(arguments: [
    "## Planned\n\n- `0 3 * * *` `/opt/x.sh`\n", "```\n# disabled since May\n0 3 * * * /opt/x.sh\n```\n",
    "| Cron | Command | State |\n|---|---|---|\n| 0 3 * * * | `/opt/x.sh` | disabled |\n",
    "- `0 3 * * *` = every day at 3 am\n",
    "Cron can do it, for example by this line\n\n```\n0 3 * * * /opt/x.sh\n```\n",
    "```\n0 3 * * * /path/to/x.sh\n```\n", "```\n# at 5 instead of 3\n0 5 * * * /opt/x.sh\n```\n",
    "```\n# um 5 Uhr (statt um 3 Uhr)\n0 5 * * * /opt/x.sh\n```\n",
  ]) func noSchedule(_ text: String) throws {
    #expect(try runbook(text).schedules.isEmpty)
  }

  @Test(arguments: [
    ("0 4 * * 6 find /srv/pics -delete", nil), ("0 4 * * 6 git /usr/bin/git-sync", "git"),
    ("0 4 * * 6 mara /usr/local/bin/sync", "mara"), ("0 4 * * 6 rsync /a /b", nil),
    ("0 4 * * 6 postgres pg_dump shop", "postgres"),
  ]) func aProgramIsNoUser(_ line: String, _ user: String?) throws {
    let schedule = try #require(try runbook("```\n\(line)\n```\n").schedules.first)
    #expect(schedule.user == user)
  }

  @Test func theReasonIsNotForbidden() throws {
    let rules = try runbook(
      "- Do not map `80:80` in `compose.yml`.\n- Never `docker login`: the jobs hide `/home`.\n- Never run `down -v` (it empties `shop_data`).\n"
    ).rules
    #expect(rules.map(\.name.value) == ["80:80", "docker login", "down -v"])
  }
}
