import Foundation
@testable import HTTPTransport
import JSON
import LiveHost
import MCPSurface
import RawHTTP
import RunbookDesk
import Synchronization
import Testing

/// A service in this process whose calls take as long as a test likes.
final class RunningService: Sendable {
  static let secret = "0123456789abcdef0123456789abcdef"

  private struct State {
    var entered = 0
    var cancelled = 0
    var isOpen = false
  }

  let port: Int
  private let state = Mutex(State())
  private let stop = AsyncStream.makeStream(of: Void.self)
  private let task = Mutex<Task<Bool, Never>?>(nil)

  init(patience: Patience = Patience()) throws {
    let socket = try ServingSocket.open(.ipv4("127.0.0.1", 0))
    port = try #require(Int(socket.address.dropFirst("127.0.0.1:".count)))
    let world = AgentWorld(version: "1") { [weak self] in try await self?.desk() ?? Self.none() }
    let gate = Gate(
      addresses: [socket.address], hosts: [], origins: [], tokens: [BearerToken(id: "t", secret: Self.secret)]
    )
    let server = HTTPServer(MCPServer(world), gate: gate, patience: patience)
    let stopped = stop.stream
    let serving = Task { await server.serve([socket.socket]) { for await _ in stopped {} } }
    task.withLock { $0 = serving }
  }

  private static func none() throws -> Desk { throw Unavailable(.notFound, "there is none in this test") }

  /// Every call comes by here, and stays until `open`.
  private func desk() async throws -> Desk {
    state.withLock { $0.entered += 1 }
    while !state.withLock({ $0.isOpen }) {
      do { try await Task.sleep(for: .milliseconds(5)) } catch {
        state.withLock { $0.cancelled += 1 }
        throw error
      }
    }
    return try Self.none()
  }

  var entered: Int { state.withLock { $0.entered } }
  var cancelled: Int { state.withLock { $0.cancelled } }

  /// Lets the calls come to their end.
  func open() { state.withLock { $0.isOpen = true } }

  func end() { stop.continuation.finish() }

  /// Ends the service and waits for it.
  func finish() async -> Bool {
    end()
    return await task.withLock { $0 }?.value ?? false
  }

  func connect() throws -> RawConnection { try RawConnection(port: port) }

  static func eventually(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1000 {
      if condition() { return true }
      try? await Task.sleep(for: .milliseconds(5))
    }
    return condition()
  }
}

/// Requests as bytes.
enum Wire {
  static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#

  static func request(
    _ body: String, method: String = "POST", secret: String? = RunningService.secret, fields: [String] = []
  ) -> String {
    var lines = ["\(method) /mcp HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
    if let secret { lines.append("Authorization: Bearer \(secret)") }
    lines += fields + ["Content-Length: \(body.utf8.count)", "", body]
    return lines.joined(separator: "\r\n")
  }

  /// A call in the stateless revision.
  static func call(_ id: Int = 1, fields: [String] = []) -> String {
    let meta =
      #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#
    return request(
      #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"ask","arguments":{"question":"x"},\#(meta)}}"#,
      fields: ["MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: ask"] + fields)
  }

  /// The same in a revision with a handshake.
  static let legacyCall = request(
    #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":{"question":"x"}}}"#,
    fields: ["MCP-Protocol-Version: 2025-11-25"])
}

/// What becomes of connections, over loopback.
struct ServiceTests {
  @Test func requestsOfOneConnectionAreAnsweredInTurn() async throws {
    let service = try RunningService()
    let connection = try service.connect()
    await connection.send(
      Wire.request(Wire.ping) + Wire.request(#"{"jsonrpc":"2.0","method":"notifications/x"}"#))
    #expect(await connection.answer()?.text == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
    let accepted = await connection.answer()
    #expect(accepted?.status == 202 && accepted?.body == [])
    #expect(accepted?.fields["content-type"] == nil)
    for byte in Wire.request(Wire.ping).utf8 { await connection.send([byte]) }
    #expect(await connection.answer()?.status == 200, "a byte at a time")
    #expect(await service.finish())
    #expect(await connection.isEnded(within: 5))
  }

  @Test func closingTakesAStatelessCallBack() async throws {
    let service = try RunningService()
    let connection = try service.connect()
    await connection.send(Wire.call())
    #expect(await RunningService.eventually { service.entered == 1 })
    connection.close()
    #expect(await RunningService.eventually { service.cancelled == 1 })
    #expect(await service.finish())
  }

  @Test func endingOurSideIsClosing() async throws {
    let service = try RunningService()
    let connection = try service.connect()
    await connection.send(Wire.call())
    #expect(await RunningService.eventually { service.entered == 1 })
    connection.endSending()
    #expect(await RunningService.eventually { service.cancelled == 1 })
    #expect(await connection.isEnded(within: 5))
    #expect(await service.finish())
  }

  @Test func closingDoesNotTakeACallWithAHandshakeBack() async throws {
    let service = try RunningService()
    let connection = try service.connect()
    await connection.send(Wire.legacyCall)
    #expect(await RunningService.eventually { service.entered == 1 })
    connection.close()
    try await Task.sleep(for: .milliseconds(300))
    #expect(service.cancelled == 0)
    service.open()
    #expect(await service.finish())
    #expect(service.cancelled == 0)
  }

  @Test func beyondSoManyCallsClientsAreAskedToComeAgain() async throws {
    let service = try RunningService()
    let connections = try (0..<160).map { _ in try service.connect() }
    for connection in connections { await connection.send(Wire.call()) }
    #expect(await RunningService.eventually { service.entered == 32 })
    var waiting: [RawConnection] = []
    for connection in connections {
      if let answer = await connection.answer(seconds: 0.01) {
        #expect(answer.status == 503 && answer.fields["retry-after"] == "1")
      } else {
        waiting.append(connection)
      }
    }
    #expect(waiting.count == 128)
    service.open()
    for connection in waiting { #expect(await connection.answer()?.status == 200) }
    #expect(await service.finish())
  }

  @Test func whoShowsNoTokenIsCutOff() async throws {
    let service = try RunningService(
      patience: Patience(admission: .milliseconds(300), tick: .milliseconds(20)))
    let silent = try service.connect()
    let refused = try service.connect()
    await refused.send(Wire.request(Wire.ping, secret: nil))
    #expect(await refused.answer()?.status == 401)
    let slow = try service.connect()
    let began = ContinuousClock.now
    var isOpen = true
    while isOpen, began.duration(to: .now) < .seconds(5) {
      isOpen = await slow.send("P".utf8)
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(!isOpen && began.duration(to: .now) < .seconds(3), "a byte now and then does not help")
    #expect(await silent.isEnded(within: 2))
    #expect(await refused.isEnded(within: 2))
    #expect(await service.finish())
  }

  @Test func aConnectionRestsForAWhile() async throws {
    let service = try RunningService(
      patience: Patience(admission: .milliseconds(100), rest: .milliseconds(400), tick: .milliseconds(20)))
    let connection = try service.connect()
    await connection.send(Wire.request(Wire.ping))
    #expect(await connection.answer()?.status == 200)
    #expect(await connection.isEnded(within: 0.2) == false)
    #expect(await connection.isEnded(within: 3))
    #expect(await service.finish())
  }

  @Test func aBodyHasToCome() async throws {
    let service = try RunningService(
      patience: Patience(transfer: .milliseconds(300), tick: .milliseconds(20)))
    let connection = try service.connect()
    await connection.send(Wire.request(Wire.ping).dropLast(5).utf8.map { $0 })
    #expect(await connection.isEnded(within: 3))
    #expect(await service.finish())
  }

  @Test func aSilentAnswerShowsLife() async throws {
    let service = try RunningService(patience: Patience(silence: .milliseconds(100), tick: .milliseconds(20)))
    let connection = try service.connect()
    await connection.send(Wire.call(7))
    let head = await connection.head()
    #expect(head?.status == 200)
    #expect(head?.fields["content-type"] == "text/event-stream")
    #expect(head?.fields["x-accel-buffering"] == "no")
    #expect(head?.fields["cache-control"] == "no-cache, no-transform")
    #expect(await connection.text(through: ": \n\n") != nil)
    #expect(await connection.text(through: ": \n\n") != nil)
    service.open()
    let rest = await connection.text(through: "0\r\n\r\n")
    #expect(rest?.contains("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\"") == true)
    await connection.send(Wire.request(Wire.ping))
    #expect(await connection.answer()?.status == 200, "the connection goes on")
    #expect(await service.finish())
  }

  @Test func whoTakesNoEventsWaitsForJSON() async throws {
    let service = try RunningService(patience: Patience(silence: .milliseconds(50), tick: .milliseconds(20)))
    let connection = try service.connect()
    await connection.send(Wire.call(fields: ["Accept: application/json"]))
    try await Task.sleep(for: .milliseconds(300))
    service.open()
    #expect(await connection.answer()?.fields["content-type"] == "application/json")
    #expect(await service.finish())
  }

  @Test func closingAStreamTakesTheCallBack() async throws {
    let service = try RunningService(patience: Patience(silence: .milliseconds(50), tick: .milliseconds(20)))
    let connection = try service.connect()
    await connection.send(Wire.call())
    #expect(await connection.text(through: ": \n\n") != nil)
    connection.close()
    #expect(await RunningService.eventually { service.cancelled == 1 })
    #expect(await service.finish())
  }

  @Test func theEndWaitsForWhatIsAnswered() async throws {
    let service = try RunningService()
    let connection = try service.connect()
    let idle = try service.connect()
    await connection.send(Wire.call())
    #expect(await RunningService.eventually { service.entered == 1 })
    service.end()
    #expect(await idle.isEnded(within: 3))
    #expect(throws: (any Error).self, "nobody listens any more") { try service.connect() }
    service.open()
    let answer = await connection.answer()
    #expect(answer?.status == 200 && answer?.fields["connection"] == "close")
    #expect(await service.finish())
  }

  @Test func theEndDoesNotWaitForEver() async throws {
    let service = try RunningService(patience: Patience(end: .milliseconds(300)))
    let connection = try service.connect()
    await connection.send(Wire.call())
    #expect(await RunningService.eventually { service.entered == 1 })
    let began = ContinuousClock.now
    #expect(await service.finish())
    #expect(began.duration(to: .now) < .seconds(3))
    #expect(await connection.isEnded(within: 2))
    #expect(await RunningService.eventually { service.cancelled == 1 })
  }

  @Test func strangersDoNotKeepOthersOut() async throws {
    let service = try RunningService()
    var strangers: [RawConnection] = []
    for _ in 0..<300 {
      strangers.append(try service.connect())
      await strangers.last?.send("POST /mcp HTTP/1.1\r\n")
    }
    let began = ContinuousClock.now
    let connection = try service.connect()
    await connection.send(Wire.request(Wire.ping))
    #expect(await connection.answer()?.status == 200)
    #expect(began.duration(to: .now) < .seconds(2), "before the first of them is late")
    #expect(await strangers[0].isEnded(within: 1), "the one that waited longest went")
    #expect(await strangers[299].isEnded(within: 0.05) == false)
    #expect(await service.finish())
  }
}
