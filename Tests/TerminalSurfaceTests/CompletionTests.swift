import Foundation
import RunbookDesk
import Testing

@testable import TerminalSurface

/// What is offered for the last word of a command line.
struct CompletionTests {
  private static let text = """
    | App | Port | Program |
    |---|---|---|
    | luci | 3004 | site-luci |
    | twin | 3005 | site-twin |
    | $(touch x) | 3006 | site-a |
    | -rf | 3007 | site-b |
    | a;b | 3008 | site-c |
    | 'q' | 3009 | site-d |

    ## Nginx
    - Reload: sudo nginx -s reload
    - Show them: `ls /srv`

    """

  private func candidates(_ words: [String], on text: String = text) async -> [String] {
    let screen = Screen()
    #expect(
      await screen.run(
        ["completion", "candidates", "--"] + words, text: Array(text.utf8), patience: .seconds(60))
        == .success)
    #expect(screen.errors.isEmpty)
    return screen.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var words: [String], found: [String]
    var testDescription: String { words.joined(separator: " ") }
    init(_ words: [String], _ found: [String]) { (self.words, self.found) = (words, found) }
  }

  @Test(arguments: [
    Case(["res"], ["restart"]), Case(["ch"], ["check", "checks"]),
    Case(["run", "restart"], ["restart-service"]), Case(["run", "show-t"], ["show-them"]),
    Case(["run", "restart-service", ""], ["luci", "twin"]), Case(["restart", "l"], ["luci"]),
    Case(["restart", "luci", ""], []), Case(["plan", "stop-service", "t"], ["twin"]),
    Case(["log", "luci", "only="], ["only=errors"]), Case(["log", "luci", "--on"], ["--only"]),
    Case(["log", "luci", "--only", ""], ["errors"]), Case(["log", "--only=e"], ["--only=errors"]),
    Case(["log", "--only", "errors", "l"], ["luci"]), Case(["log", "luci", "only=errors", ""], []),
    Case(["log", "only=errors", "l"], ["luci"]),
    Case(["--file", "x", "log", "l"], ["luci"]), Case(["--file=x", "log", "l"], ["luci"]),
    Case(["check", "--only", "port-l"], ["port-listens"]), Case(["check", "--only=tw"], ["--only=twin"]),
    Case(["check", "--on"], ["--only"]), Case(["run", "--on"], []),
    Case(["check", "--format", "js"], ["json"]), Case(["ask", "port", "of", "lu"], ["luci"]),
    Case(["--file", ""], ["<file>"]), Case(["check", "--output", "x"], ["<file>"]),
    Case(["completion", ""], ["bash", "zsh", "fish"]), Case(["help", "resta"], ["restart"]),
    Case(["manual", ""], ["1", "5"]), Case(["nothing", ""], []), Case(["run", "nothing", ""], []),
    Case(["--nothing", "restart", "l"], ["luci"]), Case(["run", "--", "--"], []), Case([], []),
  ]) func offers(_ example: Case) async {
    let found = await candidates(example.words)
    #expect(example.words.isEmpty || found == example.found)
  }

  /// A word that a shell would have to quote, or could run, is not offered.
  @Test func aHostileNameIsNotOffered() async {
    #expect(await candidates(["ask", ""]).prefix(2) == ["luci", "twin"])
    for hostile in [
      "$(touch x)", "`x`", "a\nb", "a b", "-rf", "a;b", "a|b", "a&b", "~x", "*", "{a,b}", "!x", "\u{202E}a",
      "a\u{1B}[31m", "=ls", "#x", "a\"b", "a'b", "a\\b", "<file>", "a\tb", "",
    ] {
      #expect(!Completion.isPlain(hostile), "\(hostile)")
    }
    for plain in ["luci", "site-luci", "/etc/nginx", "a@b", "since=1h", "größe", "сервис"] {
      #expect(Completion.isPlain(plain), "\(plain)")
    }
  }

  /// Nothing is told where there is nothing to read, or the reading takes too long.
  @Test func isNeverLoud() async {
    let none = Screen()
    #expect(
      await none.run(["completion", "candidates", "--", "restart", ""], text: nil, patience: .seconds(60))
        == .success)
    #expect(none.errors.isEmpty && none.output.isEmpty)
    let world = World(
      version: "", isColoured: false, patience: .milliseconds(5),
      desk: { _ in
        try await Task.sleep(for: .seconds(60))
        throw CancellationError()
      }, serveAgents: { _ in 0 }, write: { _, _ in false })
    let start = ContinuousClock.now
    #expect(await Terminal(world).run(["completion", "candidates", "--", "restart", ""]) == .success)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  /// The cards name things; each of them that can be offered is.
  @Test func everyOptionWithAKnownValueHasCandidates() async {
    for card in AllCommands.list.map({ $0.card }) {
      for option in card.options + SharedOptions.list
      where option.takes != nil && option.takes != .plan && option.takes != .job {
        let found = await candidates([card.name, option.name, ""])
        #expect(!found.isEmpty, "\(card.name) \(option.name)")
      }
    }
  }
}
