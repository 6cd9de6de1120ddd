import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks
@testable import TerminalSurface

/// Files in memory, and what was said.
private final class Machine: Sendable {
  private struct State {
    var files: [String: String] = [:]
    var output = "", errors = ""
  }

  private let state: Mutex<State>
  var files: [String: String] { state.withLock { $0.files } }
  var output: String { state.withLock { $0.output } }
  var errors: String { state.withLock { $0.errors } }

  init(_ files: [String: String] = [:]) { state = Mutex(State(files: files)) }

  private struct Text: RunbookSource {
    func chapters() throws(Unavailable) -> [Chapter] {
      [Chapter(name: "AGENTS.md", bytes: Array("# Ops\n".utf8))]
    }
  }

  private struct Hands: Actuator, Journal, Locks, Digests, HeldLock {
    func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome { throw Fault(.unavailable, "gone") }
    func append(_ record: JSONObject) async throws(Fault) {}
    func take(_ subject: String) async throws(Fault) -> any HeldLock { self }
    func release() async {}
    func sha256(_ bytes: [UInt8]) -> String { TestDigests().sha256(bytes) }
  }

  func run(_ words: String...) async -> ExitCode {
    let files = ClientFiles(
      folder: "/srv/ops", program: "/usr/local/bin/runbook",
      variable: { $0 == "HOME" ? "/home/deploy" : nil },
      read: { path throws(Fault) in self.files[path] },
      write: { text, path throws(Fault) in
        self.state.withLock { state in
          let old = state.files[path]
          if let old { state.files[path + ".old"] = old }
          state.files[path] = text
          return old.map { _ in path + ".old" }
        }
      })
    let world = World(
      version: "1.2.3", isColoured: false,
      desk: { _ in
        let server = ExampleServer.healthy.recorded, hands = Hands()
        return try Desk(
          source: Text(), server: server,
          executor: Executor(
            server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in }),
          door: TestDoor().door)
      },
      serveAgents: { _ in 0 },
      write: { text, stream in
        self.state.withLock { state in
          if stream == .output { state.output += text } else { state.errors += text }
        }
        return true
      }, clientFiles: { files })
    return await Terminal(world).run(["mcp", "install"] + words)
  }
}

/// What is written into the configuration of other programs.
@Suite struct InstallTests {
  private static let arguments: JSON = ["--file", "/srv/AGENTS.md", "mcp"]

  @Test(arguments: [
    (
      "claude-code", "mcpServers", "/srv/ops/.mcp.json",
      "claude mcp add --scope project --transport stdio runbook -- "
    ),
    ("vscode", "servers", "/srv/ops/.vscode/mcp.json", "code --add-mcp '{\"name\":\"runbook\""),
    ("cursor", "mcpServers", "/srv/ops/.cursor/mcp.json", ""),
    ("gemini", "mcpServers", "/srv/ops/.gemini/settings.json", "gemini mcp add --scope project runbook "),
  ]) func jsonClients(_ client: String, _ key: String, _ path: String, _ command: String) async throws {
    let shown = Machine()
    #expect(await shown.run(client) == .success)
    #expect(shown.files.isEmpty && shown.errors.contains(path) && shown.errors.contains(command))
    let entry = try JSON.parse(shown.output)[key]?["runbook"]
    #expect(entry?["command"] == "/usr/local/bin/runbook" && entry?["args"] == Self.arguments)
    #expect(entry?["type"] == (client == "gemini" ? nil : "stdio"))

    // What is there stays, in its order and to the digit.
    let old = #"{"theme": "dark", "n": 1.50, "\#(key)": {"other": {"command": "x"}}, "z": [1, {"a": null}]}"#
    let machine = Machine([path: old])
    #expect(await machine.run(client, "--write") == .success)
    let written = try #require(machine.files[path])
    var expected = try #require(try JSON.parse(old).asObject), servers = expected[key]?.asObject ?? [:]
    servers["runbook"] = entry
    expected[key] = .object(servers)
    #expect(written == JSON.object(expected).text(.pretty) + "\n" && written.contains("1.50"))
    #expect(machine.files[path + ".old"] == old && machine.output.contains("\(path).old"))

    #expect(await machine.run(client, "--write") == .success)
    #expect(machine.files.count == 2 && machine.output.contains("has it already"))
    #expect(await machine.run(client, "--write", "--ssh", "deploy@host.example") == .success)
    #expect(machine.output.contains("replaced"))
    let remote = try JSON.parse(machine.files[path] ?? "")[key]?["runbook"]
    #expect(
      remote?["command"] == "ssh" && remote?["args"] == ["-T", "deploy@host.example", "runbook", "mcp"])
  }

  @Test(arguments: [
    "{ // a remark\n \"servers\": {} }", "[]", "{\"servers\": []}", "{\"servers\": {},}", "{\"servers\"", "7",
    "{\"servers\":{},\"servers\":{}}",
  ]) func whatCannotBeKeptIsLeftAlone(_ old: String) async {
    let path = "/srv/ops/.vscode/mcp.json", machine = Machine([path: old])
    #expect(await machine.run("vscode", "--write") != .success)
    #expect(machine.files == [path: old] && machine.errors.contains("left as it is"))
  }

  static let toml =
    "[mcp_servers.runbook]\ncommand = \"/usr/local/bin/runbook\"\nargs = [\"--file\",\"/srv/AGENTS.md\",\"mcp\"]\n"

  @Test(arguments: [
    ("", ""), ("model = \"x\"\n", "\n"), ("model = \"x\"", "\n\n"), ("[a]\nb = 1\n\n", ""),
    ("[mcp_servers.other]\ncommand = \"runbook\"\n", "\n"),
  ]) func codex(_ old: String, _ gap: String) async {
    let path = "/home/deploy/.codex/config.toml", machine = Machine(old.isEmpty ? [:] : [path: old])
    #expect(await machine.run("codex", "--write") == .success)
    #expect(machine.files[path] == old + gap + Self.toml)
    #expect(await machine.run("codex", "--write") == .success)
    #expect(machine.files[path] == old + gap + Self.toml && machine.output.contains("has it already"))
  }

  @Test(arguments: [
    "[mcp_servers.runbook]\ncommand = \"y\"\n", "[ mcp_servers . \"runbook\" ]\n", "mcp_servers = {}\n",
    "mcp_servers.runbook.command = \"y\"\n", "[mcp_servers]\nrunbook = { command = \"y\" }\n",
    "[mcp_servers.runbook.env]\nA = \"b\"\n",
  ]) func aTableThatIsThereIsLeftAlone(_ old: String) async {
    let path = "/home/deploy/.codex/config.toml", machine = Machine([path: old])
    #expect(await machine.run("codex", "--write") == .refused)
    #expect(machine.files == [path: old])
  }

  @Test func codexIsShown() async {
    let machine = Machine()
    #expect(await machine.run("codex") == .success)
    #expect(machine.output == Self.toml && machine.files.isEmpty)
    #expect(
      machine.errors.contains("codex mcp add runbook -- /usr/local/bin/runbook --file /srv/AGENTS.md mcp"))
  }

  @Test(arguments: [
    [], ["emacs"], ["codex", "gemini"], ["codex", "--name", "a_b"], ["codex", "--name", "../x"],
    ["codex", "--name", "A"], ["vscode", "--ssh", "-oProxyCommand=x"], ["vscode", "--ssh", "a b"],
    ["vscode", "--ssh", "a;b"],
  ]) func whatIsNoInstallation(_ words: [String]) async {
    let machine = Machine()
    let code =
      switch words.count {
      case 0: await machine.run()
      case 1: await machine.run(words[0])
      case 2: await machine.run(words[0], words[1])
      default: await machine.run(words[0], words[1], words[2])
      }
    #expect(code == .usage && machine.files.isEmpty && machine.output.isEmpty)
  }

  @Test func wordsForAShellAreQuoted() {
    #expect(ShellWords.joined(["a", "b c", "", "it's", "$(id)"]) == #"a 'b c' '' 'it'\''s' '$(id)'"#)
  }
}
