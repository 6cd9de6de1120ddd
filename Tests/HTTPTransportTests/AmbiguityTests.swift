import Testing

@testable import HTTPTransport

/// A request that two readers could read differently ends its connection.
struct AmbiguityTests {
  static func ends(_ head: RequestHead) -> Bool {
    do throws(Rejection) {
      _ = try GateTests.gate.admit(head)
      return false
    } catch {
      return error.status == 400 && error.endsConnection
    }
  }

  @Test(arguments: [
    "Host", "Content-Length", "Transfer-Encoding", "Authorization", "Origin", "Content-Type", "Expect",
  ]) func whatHasOneMeaningStandsThereOnce(_ name: String) {
    var head = GateTests.head()
    let value = head.value(name.lowercased()) ?? "chunked"
    head.fields.removeAll { $0.name == name.lowercased() }
    head.fields += [HeaderField(name.lowercased(), value), HeaderField(name.lowercased(), value)]
    #expect(Self.ends(head), "two of \(name)")
  }

  @Test(arguments: ["-1", "+2", "2, 2", "0x2", "2 2", "", "1e3", "99999999999999999999", "２"])
  func aLengthIsDigits(_ length: String) {
    #expect(Self.ends(GateTests.head(["Content-Length": length])))
  }

  @Test(arguments: ["gzip, chunked", "chunked, chunked", "chunkedx", "identity", "", "xchunked"])
  func theOneEncodingIsChunked(_ encoding: String) {
    #expect(Self.ends(GateTests.head(["Content-Length": nil, "Transfer-Encoding": encoding])))
  }

  @Test func aLengthAndChunksExcludeEachOther() {
    #expect(Self.ends(GateTests.head(["Transfer-Encoding": "chunked"])))
    #expect(!Self.ends(GateTests.head(["Content-Length": nil, "Transfer-Encoding": "Chunked"])))
    #expect(
      Self.ends(GateTests.head(["Content-Length": nil, "Transfer-Encoding": "chunked"], version: "HTTP/1.0")))
  }

  @Test(arguments: ["Host ", "Content-Length\t", "X Y", "", "X\u{0}", "X:", "Ü", "X(", "X\r"])
  func aNameIsAToken(_ name: String) { #expect(Self.ends(GateTests.head([name: "1"]))) }

  @Test(arguments: ["a\rb", "a\u{0}b", "a\u{7F}", "\u{1B}[31m", "a\nb"])
  func aValueHasNoControlCharacters(_ value: String) { #expect(Self.ends(GateTests.head(["X": value]))) }

  @Test func otherVersionsAreNotSpoken() {
    #expect(Self.ends(GateTests.head(version: "HTTP/1.2")))
    #expect(Self.ends(GateTests.head(version: "HTTP/2.0")))
    #expect(!Self.ends(GateTests.head(version: "HTTP/1.0")))
  }

  @Test func spaceAroundAValueDoesNotCount() {
    let head = RequestHead(
      method: "POST", target: "/mcp", version: "HTTP/1.1", fields: [HeaderField("HoSt", " \t a b\t ")])
    #expect(head.value("host") == "a b")
    #expect(RequestHead.trimmed(" \t ") == "")
  }
}
