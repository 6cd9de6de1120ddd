import Glibc
import JSON
import RunbookDesk
import Synchronization
import Testing

@testable import MCPSurface

/// What a client sends and does not wait for costs it time and us no memory.
@Suite(.serialized) struct BackPressureTests {
  /// Holds turns until it is told to let go.
  private final class Holder: Sendable {
    let turns = Mutex<[Turns.Turn]>([])
    let order = Mutex<[Int]>([])

    func take(_ number: Int, of turns: Turns) {
      turns.take { [self] in
        { turn in
          self.order.withLock { $0.append(number) }
          self.turns.withLock { $0.append(turn) }
        }
      }
    }

    func letGo() {
      let held = turns.withLock { held in
        defer { held = [] }
        return held
      }
      withExtendedLifetime(held) {}
    }
  }

  @Test func turnsComeInOrder() {
    let turns = Turns(2), holder = Holder()
    for number in 0..<3 { holder.take(number, of: turns) }
    turns.take { nil }
    for number in 3..<6 { holder.take(number, of: turns) }
    #expect(holder.order.withLock { $0 } == [0, 1] && turns.areTaken)
    holder.letGo()
    #expect(holder.order.withLock { $0 } == [0, 1, 2, 3])
    holder.letGo()
    holder.letGo()
    #expect(holder.order.withLock { $0 } == [0, 1, 2, 3, 4, 5] && !turns.areTaken)
  }

  @Test func aTurnIsFreeOrIsNot() {
    let turns = Turns(1), holder = Holder()
    var turn = turns.free()
    #expect(turn != nil && turns.free() == nil)
    holder.take(0, of: turns)
    turn = nil
    // It went to whoever waited.
    #expect(turn == nil && holder.order.withLock { $0 } == [0] && turns.free() == nil)
    holder.letGo()
    #expect(turns.free() != nil)
  }

  @Test func whoLeftTheQueueCostsNoStack() {
    let turns = Turns(1), holder = Holder()
    holder.take(0, of: turns)
    for _ in 0..<200_000 { turns.take { nil } }
    holder.take(1, of: turns)
    holder.letGo()
    #expect(holder.order.withLock { $0 } == [0, 1])
  }

  /// How many desks were asked for at once.
  private final class Counted: Sendable {
    let state = Mutex((now: 0, most: 0))

    func server() -> MCPServer {
      let inner = Dialogue.server(delay: .milliseconds(1)).world
      return MCPServer(
        AgentWorld(version: "0.1.0") { [self] in
          state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
          }
          defer { state.withLock { $0.now -= 1 } }
          try? await Task.sleep(for: .milliseconds(20))
          return try await inner.desk()
        })
    }
  }

  @Test func callsTakeTurnsAndAPingDoesNot() async throws {
    let counted = Counted(), client = try Client(counted.server())
    for number in 0..<300 {
      try client.send(Dialogue.call(JSON(number), "ask", ["question": "port of luci"]))
    }
    try client.send(Dialogue.initialize(), Dialogue.request("ping", "ping"))
    var ids: [JSON] = []
    while ids.count < 302, let message = try await client.next() { ids.append(message["id"] ?? .null) }
    #expect(Set(ids).count == 302)
    #expect((ids.firstIndex(of: "ping") ?? 999) < 150)
    #expect(counted.state.withLock { $0.most } == 32)
    #expect(try await client.end().isEmpty)
  }

  @Test func aClientThatDoesNotReadFillsItsOwnPipe() async throws {
    let backlog = Backlog(most: 1 << 20)
    let client = try Client(backlog: backlog)
    let ping = Dialogue.request(1, "tools/list", isModern: true)
    let taken = await client.flood(ping, most: 64 << 20)
    #expect(taken < 8 << 20)
    #expect(backlog.bytes < 2 << 20)
    // What was cut short is finished, and all of it is answered.
    let full = taken / (ping.utf8.count + 1)
    var answers = 0
    while answers < full, try await client.next() != nil { answers += 1 }
    #expect(answers == full)
    _ = try await client.end()
    #expect(backlog.bytes == 0)
  }

  @Test func whatIsCancelledInTheQueueIsNeverBegun() async throws {
    let counted = Counted(), client = try Client(counted.server())
    for number in 0..<100 {
      try client.send(Dialogue.call(JSON(number), "ask", ["question": "port of luci"]))
    }
    for number in 40..<100 {
      try client.send(
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(number)}}"#)
    }
    let answers = try await client.end()
    #expect(answers.allSatisfy { ($0["id"]?.asInt ?? 999) < 40 })
    #expect(answers.count == 40)
  }

  /// Looks of half a minute under all calls that there may be at once: with the calls they end.
  @Test func whatIsCancelledGivesItsPlaceBack() async throws {
    let client = try Client(Dialogue.server(delay: .seconds(30)))
    for number in 0..<40 { try client.send(Dialogue.call(JSON(number), "check")) }
    try client.send(Dialogue.initialize(), Dialogue.request("ping", "ping"))
    #expect(try await client.answer("ping") != nil)
    for number in 0..<40 {
      try client.send(
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(number)}}"#)
    }
    let start = ContinuousClock.now
    try client.send(Dialogue.call("next", "ask", ["question": "port of luci"]))
    #expect(try await client.answer("next")?["result"]?["isError"] == false)
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(try await client.end().isEmpty)
  }

  @Test func theEndOfInputWaitsForLookups() async throws {
    let answers = try await Dialogue.run(
      (0..<40).map { Dialogue.call(JSON($0), "show_log", ["service": "nearyou"]) },
      delay: .milliseconds(100))
    #expect(answers.count == 40)
  }
}
