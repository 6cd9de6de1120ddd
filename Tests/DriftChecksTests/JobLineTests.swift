import ServerFacts
import Testing

@testable import DriftChecks

struct JobLineTests {
  private static let script = "/home/deploy/nightly.sh"

  @Test(arguments: [
    "/home/deploy/nightly.sh", "~/nightly.sh --all", "$HOME/nightly.sh", "cd ~ && ./nightly.sh",
    "flock -n /tmp/l -c '/home/deploy/nightly.sh'",
    "env A=b nice -n 5 bash /home/deploy/nightly.sh >/dev/null 2>&1",
    "[ -x ~/nightly.sh ] && ~/nightly.sh", "bash -lc \"cd /home/deploy && ./nightly.sh\"",
    ". ~/nightly.sh # nightly",
    "/home/deploy/nightly.sh%input",
  ]) func runs(_ command: String) {
    #expect(JobLine(command: command, home: "/home/deploy").paths.contains(Self.script), "\(command)")
  }

  @Test(arguments: [
    "echo /home/deploy/nightly.sh", "true # /home/deploy/nightly.sh", "/home/deploy/nightly.sh.old",
    "true > /home/deploy/nightly.sh", "test -x /home/deploy/nightly.sh",
  ]) func runsNot(_ command: String) {
    #expect(!JobLine(command: command, home: "/home/deploy").paths.contains(Self.script), "\(command)")
  }

  @Test func interprets() {
    func isGiven(_ command: String) -> Bool {
      JobLine(command: command, home: "/home/deploy").interprets(Self.script, home: "/home/deploy")
    }
    #expect(isGiven("bash -e /home/deploy/nightly.sh") && isGiven("nice /usr/bin/python3 ~/nightly.sh"))
    #expect(!isGiven("nice ~/nightly.sh"))
  }

  @Test func outputs() {
    let line = JobLine(
      command: "~/a.sh >> ~/logs/a.log 2>&1 9>/run/lock; b > /dev/null", home: "/home/deploy")
    #expect(line.outputs == ["/home/deploy/logs/a.log"])
  }

  @Test func failuresInALogLine() {
    for line in ["failed: pg_dump", "--- done, 2 failed ---", "ERROR x", "pg_dump: error: y"] {
      #expect(LastRunFinished.tellsFailure(line[...]), "\(line)")
    }
    for line in [
      "done", "--- done, 0 failed ---", "no errors", "finished without error", "failed: 0", "errors=0",
    ] {
      #expect(!LastRunFinished.tellsFailure(line[...]), "\(line)")
    }
  }
}

struct ShellValuesTests {
  @Test func ringsAndMultiplicationsEnd() throws {
    let chain = (1...30).map { "a\($0)=\"\(String(repeating: "$a\($0 - 1)", count: 40))\"\n" }.joined()
    let script = try #require(ShellScript("x=\"$y$y\"\ny=\"$x\"\na0=\n\(chain)use \"$x\" \"$a30\"\n"))
    let values = ShellValues(script)
    let use = try #require(script.commands.last)
    for word in use.words.dropFirst() {
      #expect(values.values(of: word, in: use) == nil)
      #expect(!values.isConstant(word))
    }
  }
}
