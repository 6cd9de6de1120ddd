import SeededNumbers
import JSON
import Testing

/// What a value looks like as text, and that nothing is lost on the way there and back.
@Suite struct WritingTests {
  let value: JSON = [
    "z": 1, "a": [], "list": [1, "two", nil, ["x": true]], "empty": [:], "path": "/a/b",
    "quote": "\"\\\n\u{1}\u{7F}é",
  ]

  @Test func writesCompactInOrder() {
    #expect(
      value.text()
        == #"{"z":1,"a":[],"list":[1,"two",null,{"x":true}],"empty":{},"path":"/a/b","#
        + #""quote":"\"\\\n\u0001\u007Fé"}"#
    )
  }

  /// Long texts are looked at eight bytes at a time.
  @Test func escapesEachByteThatNeedsItWhereverItStands() {
    for byte in UInt8(0)..<0x80 {
      let escaped: String =
        switch byte {
        case 0x22: #"\""#
        case 0x5C: #"\\"#
        case 0x0A: #"\n"#
        case 0x0D: #"\r"#
        case 0x09: #"\t"#
        case 0..<0x20, 0x7F: #"\u00"# + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        default: String(UnicodeScalar(byte))
        }
      for place in 0...24 {
        let before = String(repeating: "ä", count: place / 2) + (place % 2 == 0 ? "" : " ")
        let after = String(repeating: "!", count: 24 - place)
        #expect(
          JSON.string(before + String(UnicodeScalar(byte)) + after).text()
            == "\"\(before)\(escaped)\(after)\"", "\(byte) at \(place)")
      }
    }
  }

  @Test func writesPretty() {
    #expect(
      value.text(.pretty) == """
        {
          "z": 1,
          "a": [],
          "list": [
            1,
            "two",
            null,
            {
              "x": true
            }
          ],
          "empty": {},
          "path": "/a/b",
          "quote": "\\"\\\\\\n\\u0001\\u007Fé"
        }
        """)
  }

  @Test func canonicalTextDoesNotDependOnOrder() throws {
    let one = try JSON.parse(#"{"b":{"y":1,"x":2},"a":1,"é":1,"Z":1}"#)
    let other = try JSON.parse(#"{ "é":1, "a" : 1, "Z":1, "b":{"x":2,"y":1}}"#)
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one.text() != other.text())
    #expect(one.canonical == #"{"Z":1,"a":1,"b":{"x":2,"y":1},"é":1}"#)
    #expect(other.canonical == one.canonical)
  }

  @Test func keepsNumbersAsTheyWereWritten() throws {
    let text = "[1.10,-0,1e400,18446744073709551616,0.1e-7]"
    #expect(try JSON.parse(text).text() == text)
    #expect(try JSON.parse("1e400").asDouble == nil)
    #expect(try JSON.parse("1.5").asDouble == 1.5)
    #expect(try JSON.parse("1.0").asInt == nil)
    #expect(JSON(0.1).text() == "0.1")
    #expect(JSON(1e300 * 1e10) == .null)
    #expect(JSON(Double.nan) == .null)
  }

  @Test func neverWritesWhatIsNoJSON() {
    #expect(JSON.number("1, 2").text() == #""1, 2""#)
    #expect(JSON.number("").text() == #""""#)
    #expect(JSON.number("01").text() == #""01""#)
    #expect(JSON(2.5).text() == "2.5")
    #expect(throws: Never.self) { try JSON.parse(JSON(1e300).text()) }
    #expect(throws: Never.self) { try JSON.parse(JSON(5e-324).text()) }
  }

  @Test func answersOnlyWhatIsThere() {
    #expect(value["z"]?.asInt == 1)
    #expect(value["list"]?[3]?["x"]?.asBool == true)
    #expect(value["list"]?[4] == nil)
    #expect(value["list"]?[-1] == nil)
    #expect(value["none"] == nil)
    #expect(value["z"]?.asString == nil)
    #expect(value["list"]?[2]?.isNull == true)
    #expect(value[0] == nil)
    #expect(value["path"]?.asString == "/a/b")
  }

  @Test func objectsWithManyMembersFindAndReplaceThem() throws {
    var object = JSONObject((0..<100).map { ("k\($0)", JSON($0)) })
    #expect(object.count == 100)
    #expect(object["k57"] == 57)
    object["k57"] = nil
    #expect(object["k57"] == nil)
    #expect(object["k99"] == 99)
    object["k99"] = "last"
    object["new"] = 1
    #expect(object.keys.suffix(2) == ["k99", "new"])
    #expect(object["k99"] == "last")
    #expect(try JSON.parse(JSON.object(object).text()) == .object(object))
    #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]).members.map(\.value) == [3, 2])
  }

  /// A duplicate is found by hashing, so a hundred thousand names take no hundred thousand squared
  /// comparisons.
  @Test(.timeLimit(.minutes(1))) func readsAnObjectWithManyMembers() throws {
    let members = (0..<20_000).map { "\"member\($0)\":\($0)" }.joined(separator: ",")
    #expect(try JSON.parse("{\(members)}").asObject?.count == 20_000)
    #expect(throws: JSON.Malformed.self) { try JSON.parse("{\(members),\"member7\":0}") }
  }

  @Test func roundTripsAnyValue() throws {
    var random = SeededRandom(seed: 11)
    for _ in 0..<500 {
      let value = anyValue(3, &random)
      #expect(try JSON.parse(value.text()) == value)
      #expect(try JSON.parse(value.text(.pretty)) == value)
      #expect(try JSON.parse(value.canonical).canonical == value.canonical)
    }
  }

  private func anyValue(_ depth: Int, _ random: inout SeededRandom) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: .null
    case 1: .bool(Bool.random(using: &random))
    case 2: .int(Int64.random(in: .min ... .max, using: &random))
    case 3: JSON(Double.random(in: -1e9...1e9, using: &random))
    case 4: .string(anyText(&random))
    case 5: .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in anyValue(depth - 1, &random) })
    default:
      .object(
        JSONObject(
          (0..<Int.random(in: 0..<12, using: &random)).map { _ in
            (anyText(&random), anyValue(depth - 1, &random))
          })
      )
    }
  }

  private func anyText(_ random: inout SeededRandom) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<8, using: &random) {
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &random)) { text.append(scalar) }
    }
    return String(text)
  }
}
