import Findings
import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks
@testable import TerminalSurface

private struct Memory: RunbookSource {
  var bytes: [UInt8]?
  func chapters() throws(Unavailable) -> [Chapter] {
    guard let bytes else {
      throw Unavailable(.notFound, "there is no AGENTS.md", help: "runbook --file PATH")
    }
    return [Chapter(name: "AGENTS.md", bytes: bytes)]
  }
}

private struct Hands: Actuator, Journal, Locks, Digests {
  var lock: Fault?
  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome { throw Fault(.unavailable, "gone") }
  func append(_ record: JSONObject) async throws(Fault) {}
  func take(_ subject: String) async throws(Fault) -> any HeldLock {
    if let lock { throw lock }
    return Free()
  }
  func sha256(_ bytes: [UInt8]) -> String { TestDigests().sha256(bytes) }
  struct Free: HeldLock { func release() async {} }
}

/// A terminal whose output is kept.
final class Screen: Sendable {
  private let kept = Mutex<(output: String, errors: String, options: [Options])>(("", "", []))
  var output: String { kept.withLock { $0.output } }
  var errors: String { kept.withLock { $0.errors } }
  var options: [Options] { kept.withLock { $0.options } }

  func run(
    _ arguments: [String], on server: RecordedServer = ExampleServer.whole.recorded,
    text: [UInt8]? = Array(TerminalTests.text.utf8), lock: Fault? = nil, isColoured: Bool = false,
    isWritable: Bool = true, width: Int? = nil, isASCII: Bool = false, patience: Duration = .zero
  ) async -> ExitCode {
    let world = World(
      version: "1.2.3", isColoured: isColoured, width: width, isASCII: isASCII, patience: patience,
      desk: { options in
        self.kept.withLock { $0.options.append(options) }
        let hands = Hands(lock: lock)
        let executor = Executor(
          server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in })
        let door = TestDoor()
        let desk = try Desk(source: Memory(bytes: text), server: server, executor: executor, door: door.door)
        // Where not even the caller can be seen, nobody can trust either.
        return (try? await door.trust(desk)) ?? desk
      },
      serveAgents: { _ in 0 },
      write: { words, stream in
        self.kept.withLock { kept in
          switch stream {
          case .output: kept.output += words
          case .error, .progress: kept.errors += words
          }
        }
        return isWritable
      })
    return await Terminal(world).run(arguments)
  }
}
