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
    "Rollback is `dropdb x`; names stand in the list.\n", "It is no longer on the list. Run `dropdb x`.\n",
  ]) func anOperation(_ text: String) throws {
    #expect(try runbook(text).commands.map(\.line.template) == ["dropdb x"])
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
  ]) func noFact(_ text: String) throws {
    let runbook = try runbook(text)
    #expect((runbook.claims + runbook.mentions).filter { $0.value.value.contains("3001") }.isEmpty)
  }
}
