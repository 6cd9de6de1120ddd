import Findings
import RunbookDesk
import RunbookModel
import Testing

@testable import DriftChecks

/// Every line of a runbook is told with its reading, and what was read stands beside it.
struct ExplainTests {
  static let text = """
    # Ops

    | App | Port | Supervisor name |
    |---|---|---|
    | luci | 3004 | site-luci |
    | twin | 3005 | site-twin |

    Some words about nothing much.

    ## Supervisor
    - Commands: sudo supervisorctl status | restart <name>
    - Config dir: /etc/supervisor/conf.d/

    ## Cron (deploy user)
    - 02:00 nightly: /home/deploy/scripts/db-backup.sh

    ## Restore
    1. Stop it: `systemctl stop web`
    2. Start it: `systemctl start web`

    Do not delete /srv/data.

    ```sh
    # show the units
    systemctl status web

    for x in a b; do rm $x; done
    ```

    ```json
    {"a": 1}
    ```
    """

  static func explanation(_ text: String = text) throws -> Explanation {
    try desk(text, ExampleServer.healthy.recorded).explain()
  }

  @Test func everyLineHasItsReading() throws {
    let chapter = try #require(try Self.explanation().chapters.first)
    let source = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(chapter.lines.map(\.text) == source && chapter.lines.map(\.number) == Array(1...source.count))
    #expect(
      chapter.lines.map(\.reading) == [
        .heading, .blank, .row, .row, .row, .row, .blank, .prose, .blank, .heading, .operation, .fact, .blank,
        .heading, .schedule, .blank, .heading, .step, .step, .blank, .rule, .blank, .code, .code, .operation,
        .blank, .operation, .code, .blank, .code, .code, .code,
      ])
  }

  @Test func whatWasReadStandsAtItsLine() throws {
    let explanation = try Self.explanation()
    let lines = explanation.chapters[0].lines
    for line in lines {
      for note in line.notes {
        switch note {
        case .fact(let fact): #expect(fact.range.line == line.number)
        case .operation(let operation): #expect(operation.range.line == line.number)
        case .schedule(let schedule): #expect(schedule.cron == "0 2 * * *" && schedule.user == "deploy")
        case .rule(let rule): #expect(rule.kind == "protects" && rule.subject.hasPrefix("/srv/data"))
        case .step(let number, let name):
          let first = line.reading == .step ? 18 : line.number < 27 ? 25 : 26
          #expect(number == line.number - first + 1 && name.lowercased() == "restore")
        case .repeated, .ambiguity, .finding: Issue.record("\(note)")
        }
      }
    }
    let notes = lines.flatMap(\.notes)
    #expect(notes.count { if case .fact = $0 { true } else { false } } == explanation.facts.count)
    #expect(notes.count { if case .operation = $0 { true } else { false } } == explanation.operations.count)
  }

  @Test func operationsSayWhatTheyTake() throws {
    let operations = try Self.explanation().operations
    let restart = try #require(operations.first { $0.template == "sudo supervisorctl restart ‹name›" })
    #expect(restart.isArgv && restart.effect == .interrupts && restart.refusal == nil)
    #expect(restart.parameters.map(\.vocabulary) == [["site-luci", "site-twin"]])
    let loop = try #require(operations.first { $0.template.hasPrefix("for x in") })
    #expect(loop.refusal?.hasPrefix("it needs a shell") == true && !loop.isArgv)
  }

  @Test func theSamePlaceIsOneFact() throws {
    let facts = try Self.explanation().facts
    let places = facts.map { "\($0.range) \($0.value)" }
    #expect(Set(places).count == places.count)
    #expect(facts.contains { $0.address.name == "luci" && $0.label == "Port" && $0.value == "3004" })
  }

  @Test func theSameCommandTwiceIsOneOperation() throws {
    let explanation = try Self.explanation("- `systemctl status web`\n\n- `systemctl status web`\n")
    #expect(explanation.operations.count == 1 && explanation.operations[0].repeats.map(\.line) == [3])
    #expect(explanation.chapters[0].lines.map(\.reading) == [.operation, .blank, .operation])
    #expect(explanation.chapters[0].lines[2].notes == [.repeated(explanation.operations[0].name)])
  }

  @Test(arguments: ["", "\n", "a", "\r\n\r\n# A\r\n", "Title\n=====\n\ntext\n---\n", "> # A\n> - b: c\n"])
  func nothingIsLeftOut(_ text: String) throws {
    let lines = try Self.explanation(text).chapters[0].lines
    let count = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    #expect(lines.count == count || lines.count == count - 1, "\(lines)")
    for line in lines { #expect((line.reading == .blank) == line.text.allSatisfy(\.isWhitespace)) }
  }

  @Test func underlinesAreHeadings() throws {
    let lines = try Self.explanation("Title\n=====\n\ntext\n---\n").chapters[0].lines
    #expect(lines.prefix(5).map(\.reading) == [.heading, .heading, .blank, .heading, .heading])
  }
}
