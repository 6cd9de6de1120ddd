import Glibc
import JSON
import RunbookDesk
import Synchronization
import Testing

@testable import MCPSurface

@Suite(.serialized) struct FramingTests {
  static let nested = String(repeating: "[", count: 50_000)

  @Test(arguments: [
    ("{", -32700), (nested, -32700), (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, -32700),
    (#"{"jsonrpc":"2.0","id":"\ud800","method":"ping"}"#, -32700), ("\u{FEFF}{}", -32700), ("NaN", -32700),
    (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"ping"}"#, -32600),
    ("7", -32600), ("{}", -32600), ("[]", -32600), (#"{"jsonrpc":"1.0","method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","method":3}"#, -32600),
  ]) func whatIsNoRequest(_ line: String, _ code: Int) async throws {
    let answers = try await Dialogue.run([line, Dialogue.request(99, "ping")])
    #expect(answers.count == 2)
    #expect(answers[id: .null]?["error"]?["code"] == JSON(code))
    #expect(answers[id: 99]?["result"] == [:])
  }

  @Test func notUTF8() async throws {
    let answers = try await Dialogue.run(
      bytes: Array(#"{"jsonrpc":"2.0","id":"#.utf8) + [0x22, 0xFF, 0x22, 0x7D, 0x0A])
    #expect(answers.map { $0["error"]?["code"] } == [-32700])
  }

  @Test func idsKeepTheirType() async throws {
    let answers = try await Dialogue.run([
      Dialogue.request(1, "ping") + "\r", "", "  \r", Dialogue.request("1", "ping"),
      Dialogue.request("", "ping"),
      Dialogue.request(-9_223_372_036_854_775_808, "ping"),
    ])
    #expect(Set(answers.compactMap { $0["id"] }) == [1, "1", "", -9_223_372_036_854_775_808])
  }

  @Test func notificationsAndAnswersAreNotAnswered() async throws {
    let answers = try await Dialogue.run([
      #"{"jsonrpc":"2.0","method":"tools/call","params":7}"#, #"{"jsonrpc":"2.0","method":"initialize"}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":null}}"#,
      #"{"jsonrpc":"2.0","id":4,"result":{}}"#, #"{"jsonrpc":"2.0","id":4,"error":{}}"#,
    ])
    #expect(answers.isEmpty)
  }

  @Test func anOversizeLineIsPassedOver() async throws {
    let long = [UInt8](repeating: UInt8(ascii: "["), count: LineSplitter.longest + 1)
    let answers = try await Dialogue.run(bytes: long + Array("\n\(Dialogue.request(1, "ping"))".utf8))
    #expect(answers[id: .null]?["error"]?["code"] == -32600)
    #expect(answers[id: 1]?["result"] == [:])
  }

  @Test func linesInPieces() {
    var splitter = LineSplitter(longest: 3)
    #expect(splitter.take(Array("ab".utf8)) == [])
    #expect(splitter.take(Array("c\nabcd\n\n".utf8)) == [.whole(Array("abc".utf8)), .oversize])
    #expect(splitter.take(Array("xy\r\nz".utf8)) == [.whole(Array("xy".utf8))])
    #expect(splitter.end() == .whole(Array("z".utf8)))
    #expect(splitter.end() == nil)
  }

  /// A socket takes a part of a line.
  @Test func aSocketGetsWholeLines() async throws {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    defer { close(ends[1]) }
    let writer = LineWriter(ends[0], in: Backlog()) {}
    let lines = (0..<100).map { JSON.string(String(repeating: "\($0),", count: 5000)) }
    for line in lines { writer.send(line) }
    let wanted = Array(lines.map { $0.text() + "\n" }.joined().utf8)
    var found: [UInt8] = [], part = [UInt8](repeating: 0, count: 65_536)
    while found.count < wanted.count {
      let count = read(ends[1], &part, part.count)
      try #require(count > 0)
      found += part[..<count]
    }
    #expect(found == wanted)
    await writer.end(within: .seconds(5))
  }

  private final class Answers: Sink {
    let all = Mutex<[JSON]>([])

    func send(_ message: JSON) { all.withLock { $0.append(message) } }

    func answer(_ answer: JSON?) { if let answer { send(answer) } }
  }

  /// On the thread that read it: nobody is woken for a lookup.
  @Test func aLookupIsAnsweredWhenItIsRead() async throws {
    let answers = Answers(), server = try await Scene().server()
    let conversation = server.conversation(with: Speaker("uid 1000"), to: answers)
    conversation.take(Array(Dialogue.call(2, "ask", ["question": "what port does luci run on"]).utf8))
    let known = answers.all.withLock { $0 }
    #expect(known.map { $0["id"] } == [2] && known[0]["result"]?["isError"] == false)
    #expect(conversation.isIdle)
  }

  @Test func nothingComesForACancelledId() async throws {
    let answers = try await Dialogue.run(
      [
        Dialogue.call(5, "show_log", ["service": "nearyou"]),
        Dialogue.call(6, "show_log", ["service": "nearyou"]),
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5,"reason":"enough"}}"#,
        Dialogue.request(7, "ping"),
      ], delay: .milliseconds(100))
    #expect(answers[id: 5] == nil)
    #expect(answers[id: 6]?["result"]?["isError"] == false)
    #expect(answers.first?["id"] == 7)
  }

  @Test func theIdOfARunningRequest() async throws {
    let call = Dialogue.call(5, "show_log", ["service": "nearyou"])
    let answers = try await Dialogue.run([call, call], delay: .milliseconds(50))
    #expect(answers.count == 2)
    #expect(answers.first?["error"]?["code"] == -32600)
    #expect(answers.last?["result"] != nil)
  }

  @Test func theEndOfInputEndsWork() async throws {
    let start = ContinuousClock.now
    let answers = try await Dialogue.run(
      [Dialogue.call(5, "show_log", ["service": "nearyou"])], delay: .seconds(20), grace: nil)
    #expect(answers.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func tenCallsRunTogether() async throws {
    let start = ContinuousClock.now
    let calls = (0..<10).map { Dialogue.call(JSON($0), "show_log", ["service": "nearyou"]) }
    let answers = try await Dialogue.run(calls, delay: .milliseconds(200))
    #expect(answers.count == 10)
    #expect(answers.allSatisfy { $0["result"]?["isError"] == false })
    #expect(ContinuousClock.now - start < .milliseconds(1500))
  }

  @Test func aClientThatWentAwayEndsIt() async throws {
    let (input, output) = (try Self.pipe(), try Self.pipe())
    close(output.read)
    let line = Array((Dialogue.request(1, "ping") + "\n").utf8)
    #expect(write(input.write, line, line.count) == line.count)
    #expect(await Dialogue.server().serve(Speaker("uid 0"), input: input.read, output: output.write) == 0)
    for descriptor in [input.read, input.write, output.write] { close(descriptor) }
  }

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(Glibc.pipe(&ends) == 0)
    return (ends[0], ends[1])
  }
}
