import Findings
import Operations
import RunbookDesk
import RunbookModel

/// `runbook mcp install CLIENT`: shows what a client's configuration has to say, or writes it.
enum Installation {
  static let clients = AgentClient.allCases.map(\.rawValue)

  static func run(_ words: ArraySlice<String>, _ invocation: Invocation, _ terminal: Terminal) async throws
    -> ExitCode
  {
    guard let word = words.first, words.count == 1, let client = AgentClient(rawValue: word) else {
      throw unknown(words)
    }
    guard let files = terminal.world.clientFiles(), let path = client.path(files) else {
      throw Invocation.Unusable(message: "no home folder is known: set HOME")
    }
    let entry = try await entry(invocation, terminal, files)
    guard invocation.options.own["--write"] != nil else {
      let (text, _) = try entry.merged(into: nil, of: client, path: path)
      guard terminal.world.write(text, .output) else { return .io }
      terminal.note("this belongs into \(path); with --write it is put there, beside what is there")
      if let command = client.command(entry) { terminal.note("the same by its own command: \(command)") }
      return .success
    }
    let existing = try files.read(path)
    let (text, change) = try entry.merged(into: existing, of: client, path: path)
    guard change != .unchanged else { return terminal.say("\(path) has it already") }
    let kept = try files.write(text, path)
    let before = kept.map { "; what was there before is \($0)" } ?? ""
    return terminal.say("\(entry.name) \(change.rawValue) in \(path)\(before)")
  }

  private static func unknown(_ words: ArraySlice<String>) -> Invocation.Unusable {
    let list = "mcp install needs one client: \(clients.joined(separator: ", "))"
    let nearest = words.first.flatMap { Nearest.words(to: $0, among: clients).first }
    return Invocation.Unusable(message: list + (nearest.map { "; did you mean \($0)?" } ?? ""))
  }

  private static func entry(
    _ invocation: Invocation, _ terminal: Terminal, _ files: ClientFiles
  ) async throws -> ServerEntry {
    let own = invocation.options.own
    let name = own["--name"]?.last ?? "runbook"
    // Gemini takes what stands behind the first underscore for the tool's name.
    guard (1...30).contains(name.utf8.count), name.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil else {
      throw Invocation.Unusable(message: "a server's name is up to 30 small letters, digits and hyphens")
    }
    let passed = own["--read-only"].map { _ in ["--read-only"] } ?? []
    let allowed = own["--allow"]?.last.map { ["--allow", $0] } ?? []
    if let host = own["--ssh"]?.last {
      // What begins with a hyphen would be an option of ssh.
      guard host.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_.@:\-]*/) != nil else {
        throw Invocation.Unusable(message: "not a host: \(WorldText.clean(host))")
      }
      return ServerEntry(
        name: name, command: "ssh", arguments: ["-T", host, "runbook", "mcp"] + passed + allowed)
    }
    let path = try await terminal.world.desk(invocation.options).path
    return ServerEntry(
      name: name, command: files.program, arguments: ["--file", path, "mcp"] + passed + allowed)
  }
}
