import Operations
import RunbookDesk
import Testing

@testable import DriftChecks
@testable import TerminalSurface

/// Help, the aliases of operations, and what is shown in a narrow window.
struct HelpTests {
  @Test func helpFitsOneScreen() async {
    for words in [[], ["help"], ["--help"]] {
      let screen = Screen()
      #expect(await screen.run(words, width: 80) == .success)
      #expect(screen.output.split(separator: "\n").count <= 40 && screen.options.isEmpty)
      let wide = Screen()
      #expect(await wide.run(words, width: 120) == .success)
      #expect(wide.output.split(separator: "\n").count <= 32)
    }
  }

  /// Every command and operation has a page of one screen, with how it is typed and an example.
  @Test func everyHelpIsOneScreenWithExamples() async {
    for card in AllCommands.list.map({ $0.card }) {
      let asked = Screen(), told = Screen()
      #expect(await asked.run(["help", card.name]) == .success)
      #expect(await told.run([card.name, "--help"]) == .success)
      #expect(asked.output == told.output && asked.output.contains("usage: runbook \(card.name)"))
      #expect(asked.output.split(separator: "\n").count <= 24)
      #expect(!card.examples.isEmpty, "\(card.name)")
      for example in card.examples {
        #expect(asked.output.contains("  \(example)\n") || asked.output.hasSuffix("  \(example)\n"))
      }
    }
    for card in Desk.operationCards {
      let asked = Screen(), told = Screen()
      #expect(await asked.run(["help", card.name]) == .success)
      #expect(await told.run(["run", card.name, "--help"]) == .success)
      #expect(asked.output == told.output && asked.output.contains("runbook run \(card.name)"))
      #expect(asked.output.contains(card.detail) && asked.output.split(separator: "\n").count <= 24)
    }
  }

  /// One word stands for an operation, and never hides a command.
  @Test func anAliasIsTheOperation() async {
    let aliases = Desk.operationCards.compactMap(\.alias)
    #expect(aliases.count >= 10 && Set(aliases).count == aliases.count)
    #expect(aliases.count == Aliases.cards.count, "an alias has the name of a command")
    for card in Aliases.cards {
      let short = Screen(), long = Screen()
      #expect(await short.run([card.alias ?? "", "--help"]) == .success)
      #expect(await long.run(["run", card.name, "--help"]) == .success)
      #expect(short.output == long.output && short.output.contains("usage: runbook \(card.alias ?? "")"))
    }
    // A command that the runbook states under such a name keeps it.
    let stated = Screen()
    let text = "# App\n\n- Status: `uptime -p`\n"
    _ = await stated.run(["list"], text: Array(text.utf8))
    #expect(stated.output.contains("  status-app  ") || stated.output.contains("  status  "))
  }

  /// Nothing but a command to be copied, or a line of somebody else, is wider than the window.
  @Test func aNarrowWindowAndOneWithASCIIOnly() async {
    let drifting = ExampleServer.whole.changed { $0.listeners.removeLast() }.recorded
    let pages =
      [
        [], ["list"], ["check"], ["plan", "restart-service", "luci"], ["status"], ["trust", "--show"],
        ["jobs"],
        ["doctor"], ["explain"], ["checks"], ["checks", "port-listens"],
      ]
      + AllCommands.list.map { [$0.card.name, "--help"] } + Desk.operationCards.map { ["help", $0.name] }
    for words in pages {
      let narrow = Screen(), wide = Screen()
      _ = await narrow.run(words, on: drifting, width: 40, isASCII: true)
      _ = await wide.run(words, on: drifting)
      #expect(!narrow.output.isEmpty, "\(words)")
      let isExample = words == ["checks", "port-listens"]
      for line in narrow.output.split(separator: "\n")
      where line.count > 40 && !(isExample && line.hasPrefix("  ")) {
        #expect(
          line.contains("runbook ") || line.contains("  try: ") || line.contains("sha256 ")
            || line.contains("/usr/"), "\(words): \(line)")
      }
      #expect(narrow.output.utf8.allSatisfy { $0 < 0x80 }, "\(words)")
    }
  }
}
