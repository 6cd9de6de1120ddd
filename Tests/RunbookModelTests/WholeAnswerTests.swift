import Findings
import RunbookModel
import Testing

/// An answer is whole: all lines of a block, the cell that was asked for.
struct WholeAnswerTests {
  private func found(_ question: String, _ text: String) throws -> [String]? {
    guard case .found(let answers) = Lookup.answer(question, in: try runbook(text)) else { return nil }
    return answers.map(\.value.value)
  }

  private static let restarts = """
    ## Restart

    ```sh
    # restart the ledger
    pkill -f ledger.jar
    cd /opt/ledger && nohup java -jar ledger.jar &

    # restart the printer
    ps aux | grep spool.py
    kill <pid> && python3 spool.py &

    # restart the mail
    systemctl restart postfix
    ```
    """

  @Test func theLinesOfABlockStayTogether() throws {
    let ledger = try found("how do I restart the ledger", Self.restarts)
    #expect(ledger == ["pkill -f ledger.jar", "cd /opt/ledger && nohup java -jar ledger.jar &"])
    let printer = try found("restart the printer", Self.restarts)
    #expect(printer?.count == 2 || printer == nil)
    let copies =
      "```sh\n# backup of the books\npg_dump books > /tmp/b.sql\nrclone copy /tmp/b.sql far:/b\n```\n"
    #expect(try found("how do I back up the books", copies)?.count == 2)
    #expect(try found("restart the mail", Self.restarts) == ["systemctl restart postfix"])
  }

  @Test func whatOnlyLooksRestartsNothing() throws {
    let text = "## Restart\n\n```sh\n# restart the printer\nps aux | grep spool.py\n```\n"
    #expect(try found("how do I restart the printer", text) == nil)
  }

  private static let units = """
    ## Units

    | Service | Port | Container |
    |---|---|---|
    | Charts | 5151 | `metrics-charts-1` |
    | Queue | 4343 | `metrics-queue-1` |
    | tarpit (fake SSH server) | 22 | `tarpit-1` |
    | Files (WebDAV) | 8123 | `files-1` |
    """

  @Test(arguments: [
    ("which container listens on port 5151", "metrics-charts-1"),
    ("which service listens on port 5151", "Charts"),
    ("what runs on port 4343", "Queue"),
    ("port of WebDAV", "8123"), ("port of the tarpit", "22"),
  ]) func theCellThatWasAskedFor(_ question: String, _ value: String) throws {
    #expect(try found(question, Self.units) == [value])
  }

  @Test func aRemarkInParenthesesIsNoName() throws {
    #expect(try found("which port does SSH use", Self.units) == nil)
  }

  @Test func aColumnThatIsTheSameInEachRowNamesNone() throws {
    let text =
      "## Ports\n\n| Port | Transport | Dienst |\n|---|---|---|\n| 25 | tcp | Postfix |\n| 143 | tcp | Dovecot |\n| 8090 | tcp | Wiki |\n"
    #expect(try found("welcher Dienst läuft auf Port 8090", text) == ["Wiki"])
    #expect(try found("port of Dovecot", text) == ["143"])
  }
}
