import Findings
import RunbookModel
import Testing

/// What is written to show how it is done, and what a sentence only speaks of, is no operation.
struct ExampleTests {
  @Test(arguments: [
    "```sh\n./pack.sh <box> [lid]\n\n# Beispiel\n./pack.sh small red\n./pack.sh big blue\n```\n",
    "```sh\n# from the root\n./pack.sh <box>\n\n# 例\n./pack.sh small\n```\n",
  ]) func belowTheGeneralForm(_ text: String) throws {
    let commands = try runbook(text).commands.map(\.line.template)
    #expect(commands.count == 1 && commands[0].contains("‹box›"), "\(commands)")
  }

  @Test func belowACommentThatSaysSo() throws {
    #expect(try runbook("```sh\n# Example\n./pack.sh small\n```\n").commands.isEmpty)
    #expect(try runbook("```sh\n# example.org: pack\n./pack.sh small\n```\n").commands.count == 1)
  }

  @Test(arguments: [
    "- Scripts: always `bash script.sh` or `./script.sh`\n",
    "- `vpnctl wipe office` **removes the keys** for good. Use `vpnctl drop office` instead.\n",
    "1. Then add a `vpnctl serve` line to `/etc/vpn.conf`.\n",
    "Then start it with `docker compose start` in `E:\\shops\\books`.\n",
    "- `vpnctl wipe x` löscht alle Schlüssel. Stattdessen den Dienst neu starten.\n",
    "- Slow pages: look at the `make release` logs\n", "Flow: `make fetch` → `make build` → all is there.\n",
  ]) func aSentenceThatOnlySpeaksOfIt(_ text: String) throws {
    let templates = try runbook(text).commands.map(\.line.template)
    #expect(templates.filter { !$0.contains("drop office") }.isEmpty, "\(templates)")
  }

  @Test(arguments: [
    "- `bash backup-script.sh`\n", "- `make clean` removes all objects.\n",
    "- Remove the line and run `systemctl reload nginx`.\n",
    "- Put the timer in:\n  - `sudo ./timer-in.sh`\n",
  ]) func aSentenceThatTells(_ text: String) throws { #expect(try runbook(text).commands.count == 1) }

  @Test func whatIsAbbreviatedIsTypedBehindTheSameWords() throws {
    let text =
      "1. Ledger: `docker exec books psql -c 'select 1'` and `psql -c 'select 2'`\n2. `psql -c 'select 3'`\n"
    let templates = try runbook(text).commands.map(\.line.template)
    #expect(templates == ["docker exec books psql -c 'select 1'", "psql -c 'select 3'"], "\(templates)")
  }

  @Test func theScriptOfAJobIsNamedAndNotOffered() throws {
    let job =
      "Each night, as root:\n```\n10 2 * * * /usr/local/bin/copy.sh\n```\n\nScript: `/usr/local/bin/copy.sh`\n"
    #expect(try runbook("## Copies\n\n" + job).commands.isEmpty)
    #expect(try runbook("## Copies\n\nScript: `/usr/local/bin/copy.sh`\n").commands.count == 1)
  }

  @Test func aRemarkThatGoesOnNamesNothing() throws {
    let text = """
      ```sh
      ./up.sh --fast      # start again
                          # (default: fetches all of it)
      ./look.sh           # look around
      ```
      """
    #expect(try runbook(text).commands.map(\.name) == ["start-again", "look-around"])
  }

  @Test func aPlaceToBeFilledInIsNoValue() throws {
    let runbook = try runbook("## Names\n\n- Host: `<the-host>`\n- Write: `<box>`, `<lid>`\n- Port: 8123\n")
    #expect((runbook.claims + runbook.mentions).allSatisfy { $0.value.value == "8123" }, "\(runbook.claims)")
  }

  @Test func linesBelowAHeadingThatAreAllCommandsNeedNoFence() throws {
    let text = """
      # RESTART (if needed)
      systemctl restart shop
      systemctl restart mailer

      # LOOK
      cd /srv/shop
      source env/bin/activate
      journalctl -u shop -n 9

      # STORE
      scp ops@box.example.net:/srv/shop/a.py ./a.py

      # RULERS
      restic keeps thirty copies
      find the rest in the wiki

      # MARKS
      rm -f *old*

      # WORDS
      nginx waits for nobody

      """
    let runbook = try runbook(text)
    #expect(
      runbook.commands.map(\.line.template) == [
        "systemctl restart shop", "systemctl restart mailer", "journalctl -u shop -n 9",
        "scp ops@box.example.net:/srv/shop/a.py ./a.py",
      ])
    #expect(runbook.commands[2].directory?.value == "/srv/shop" && runbook.commands[1].source.range.line == 3)
    #expect(runbook.procedures.isEmpty)
  }

  @Test func sharedVariablesOfPowerShellAreOneOperation() throws {
    let text = """
      ```powershell
      $FROM = "C:\\keys"
      $BOX = "ops@mail.example.net"

      scp "$FROM\\a.pem" "${BOX}:/etc/a.pem"
      ```
      """
    let commands = try runbook(text).commands
    #expect(commands.count == 1 && commands[0].source.range.line == 2, "\(commands.map(\.line.template))")
  }
}
