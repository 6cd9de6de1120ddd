import Foundation
import JSON
import MCPSurface
import Operations
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

/// Runbooks whose tools are looked at, on a server that shows little.
enum Runbooks {
  struct Given: RunbookSource {
    var read: [Chapter]
    func chapters() throws(Unavailable) -> [Chapter] { read }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The demo server's, as it lies in this repository.
  static func demo() throws -> Given {
    let folder = root.appendingPathComponent("runbooks")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let files = ["AGENTS.md"] + names.map { "runbooks/\($0)" }
    return Given(
      read: try files.map {
        Chapter(name: $0, bytes: Array(try Data(contentsOf: root.appendingPathComponent($0))))
      })
  }

  /// One of 200 services and 200 commands.
  static var large: Given {
    var text = "# Ops\n\n## Services\n| App | Port | Supervisor name |\n|---|---|---|\n"
    for number in 1...200 { text += "| shop-\(number) | \(4000 + number) | site-shop-\(number) |\n" }
    text += "\n## Commands\n"
    let programs = [
      "df -h /srv/", "du -sh /var/lib/", "rm -r /tmp/cache-", "touch /srv/flags/", "ls /srv/app-",
    ]
    for number in 1...200 {
      text += "- Tend shop number \(number) by hand: `\(programs[number % programs.count])shop-\(number)`\n"
    }
    return Given(read: [Chapter(name: "AGENTS.md", bytes: Array(text.utf8))])
  }

  static func server(_ source: Given, isTrusted: Bool = true) -> MCPServer {
    MCPServer(AgentWorld(version: "0.1.0") { try await desk(source, isTrusted: isTrusted) })
  }

  static func desk(_ source: Given, isTrusted: Bool) async throws -> Desk {
    let idle = Idle(), door = TestDoor(),
      server = Dialogue.recorded(
        ["jumpinotech", "wegweiserlife", "nearyou", "luci"].map { "site-\($0)" })
    let desk = try Desk(
      source: source, server: server,
      executor: Executor(
        server: server, actuator: idle, journal: idle, locks: idle, digests: idle, pause: { _ in }),
      door: door.door)
    return isTrusted ? try await door.trust(desk) : door.open(desk)
  }

  static func ask(
    _ method: String, _ params: JSONObject = [:], of source: Given, isTrusted: Bool = true
  ) async throws -> JSON {
    let line = Dialogue.request(1, method, params, isModern: true)
    let client = try Client(server(source, isTrusted: isTrusted))
    try client.send(line)
    // A large runbook takes its time while other tests run.
    let answer = try #require(try await client.next(within: 60_000))
    _ = try await client.end()
    return answer
  }

  static func tools(_ source: Given, isTrusted: Bool = true) async throws -> [JSON] {
    try #require(try await ask("tools/list", of: source, isTrusted: isTrusted)["result"]?["tools"]?.asArray)
  }
}
