import Findings
import Foundation
import JSON
import Operations
import RunbookDesk
import ServerFacts
import TestDoor

@testable import DriftChecks

struct MemorySource: RunbookSource {
  var text: String
  var name = "AGENTS.md"
  func chapters() throws(Unavailable) -> [Chapter] { [Chapter(name: name, bytes: Array(text.utf8))] }
}

/// Hands that must not be used: a check changes nothing.
struct NoHands: Actuator, Journal, Locks, Digests {
  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome { throw Fault(.internalError, "performed") }
  func append(_ record: JSONObject) async throws(Fault) { throw Fault(.internalError, "journalled") }
  func take(_ subject: String) async throws(Fault) -> any HeldLock { throw Fault(.internalError, "locked") }
  func sha256(_ bytes: [UInt8]) -> String { "0" }
}

func desk(_ text: String, _ server: any Server, _ ledger: (any Ledger)? = nil) throws -> Desk {
  try desk(MemorySource(text: text), server, ledger)
}

func desk(
  _ source: any RunbookSource, _ server: any Server, _ ledger: (any Ledger)? = nil
) throws -> Desk {
  let hands = NoHands()
  let executor = Executor(
    server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in })
  return try Desk(source: source, server: server, executor: executor, ledger: ledger)
}

/// The runbook of a card's example, without the line that holds its arrow.
func unmarked(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("↓") }
    .joined(separator: "\n")
}

enum Shape {
  static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "AGENTS.md")

  static func runbook() throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }

  /// A server on which four sites run as the repository's runbook says, all but one port.
  static let server: RecordedServer = {
    let sites = [("jumpinotech", 3001), ("wegweiserlife", 3002), ("nearyou", 3003), ("luci", 3004)]
    var server = ExampleServer.healthy.recorded
    let example = ExampleServer.with { server in
      server.programs = sites.map {
        SupervisedProgram(name: "site-\($0.0)", state: "RUNNING", pid: $0.1 + 5000, started: 1)
      }
      server.processes += sites.map {
        RunningProcess(pid: $0.1 + 5000, parent: 1, uid: 1000, name: "node", startTicks: 1)
      }
      server.listeners = [Listener(address: "0.0.0.0", port: 443, pids: [700, 701])]
      server.listeners += sites.dropFirst().map { Listener(address: "::", port: $0.1, pids: [$0.1 + 5000]) }
      server.files["/etc/nginx/sites-enabled/luci"] = nil
      for (name, port) in sites {
        server.files["/etc/nginx/sites-enabled/\(name)"] = (
          FileAttributes(kind: .file, mode: 0o644),
          "server {\n listen 443 ssl;\n server_name \(name).example;\n location / { proxy_pass http://127.0.0.1:\(port); }\n}\n"
        )
      }
      server.files["/var/spool/cron/crontabs/deploy"] = (
        FileAttributes(kind: .file, mode: 0o600, uid: 1000),
        "0 2 * * * /home/deploy/scripts/db-backup.sh\n30 3 * * * /home/deploy/scripts/nightly-update.sh\n"
      )
      for name in ["db-backup", "nightly-update"] {
        server.files["/home/deploy/scripts/\(name).sh"] = (
          FileAttributes(kind: .file, mode: 0o755, uid: 1000), "#!/bin/bash\n"
        )
      }
      server.files["/etc/ssl/cloudflare/origin.pem"] = (FileAttributes(kind: .file, mode: 0o644), "")
    }
    server = example.recorded
    server.looks[.certificate(path: "/etc/ssl/cloudflare/origin.pem")] = .seen(
      .certificates(example.certificate.map { [$0] } ?? []))
    server.looks[.publicKey(path: "/etc/ssl/cloudflare/origin.key")] = example.key.map {
      .seen(.publicKey($0))
    }
    return server
  }()
}
