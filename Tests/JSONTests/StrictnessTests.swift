import SeededNumbers
import JSON
import Testing

/// What is JSON and what is not, one line a case.
@Suite struct StrictnessTests {
  @Test(
    arguments: [
      ("null", JSON.null), (" true\n", true), ("false", false), ("0", 0), ("-1", -1), ("[]", []), ("{}", [:]),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", .number("9223372036854775808")),
      ("-9223372036854775809", .number("-9223372036854775809")),
      ("-0", .number("-0")), ("1.0", .number("1.0")), ("1.10", .number("1.10")), ("1e400", .number("1e400")),
      ("1E+2", .number("1E+2")), ("0.5e-3", .number("0.5e-3")), ("0e0", .number("0e0")),
      (#""""#, ""), (#""a\/b""#, "a/b"), (#""\"\\\b\f\n\r\t""#, "\"\\\u{8}\u{C}\n\r\t"),
      (#""é\u00e9\u20AC""#, "éé€"), (#""\ud83d\ude00""#, "😀"), (#""\u0000""#, "\0"),
      ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
      ("[1,[2,{\"a\":[]}],null]", [1, [2, ["a": []]], nil]),
      ("\t{ \"b\" : 1 , \"a\" : 2 }\r\n", ["b": 1, "a": 2]), (#"{"":1}"#, ["": 1]),
    ] as [(String, JSON)])
  func reads(_ text: String, as value: JSON) throws {
    let read = try JSON.parse(text)
    #expect(read == value)
    #expect(try JSON.parse(read.text()) == value)
    #expect(try JSON.parse(read.text(.pretty)) == value)
    #expect(try JSON.parse(read.canonical) == value)
  }

  @Test(
    arguments: [
      ("", .empty, 0), ("  ", .empty, 2), ("[1,]", .unexpected, 3), ("[,1]", .unexpected, 1),
      ("[1 2]", .unexpected, 3),
      ("{\"a\":1,}", .unexpected, 7), ("{a:1}", .unexpected, 1), ("{'a':1}", .unexpected, 1),
      ("{1:2}", .unexpected, 1),
      ("{\"a\" 1}", .unexpected, 5), ("{\"a\":}", .unexpected, 5), ("[", .unfinished, 1),
      ("[1", .unfinished, 2),
      ("{", .unfinished, 1), ("{\"a\"", .unfinished, 4), ("{\"a\":", .unfinished, 5), ("\"a", .unfinished, 2),
      ("[1]]", .trailing, 3), ("1 2", .trailing, 2), ("null x", .trailing, 5), ("nul", .unfinished, 3),
      ("nulL", .unexpected, 3), ("True", .unexpected, 0), ("NaN", .unexpected, 0),
      ("Infinity", .unexpected, 0),
      ("-Infinity", .number, 0), ("01", .number, 0), ("-01", .number, 0), ("+1", .unexpected, 0),
      ("1.", .number, 0),
      (".5", .unexpected, 0), ("1e", .number, 0), ("1e+", .number, 0), ("-", .number, 0),
      ("0x10", .trailing, 1),
      ("1_000", .trailing, 1), ("// a\n1", .unexpected, 0), ("[1/* a */]", .unexpected, 2),
      ("# a\n1", .unexpected, 0),
      ("\u{FEFF}1", .byteOrderMark, 0), ("\u{A0}1", .unexpected, 0), ("\u{0B}1", .unexpected, 0),
      ("\"a\nb\"", .controlCharacter, 2), ("\"\t\"", .controlCharacter, 1),
      ("\"\u{0}\"", .controlCharacter, 1),
      ("\"\\n\n\"", .controlCharacter, 3), (#""\x""#, .escape, 1), (#""\u12G4""#, .escape, 1),
      (#""\u12""#, .escape, 1),
      (#""\U0041""#, .escape, 1), (#""\'""#, .escape, 1), ("\"\\", .unfinished, 2),
      (#""\u12"#, .unfinished, 5),
      (#""\ud800""#, .surrogate, 1), (#""\ud800x""#, .surrogate, 1), (#""\ud800\n""#, .surrogate, 1),
      (#""\ud800\ud800""#, .surrogate, 1), (#""\udc00""#, .surrogate, 1), (#""\ude00\ud83d""#, .surrogate, 1),
      (#"{"a":1,"a":1}"#, .duplicateKey, 7), (#"{"a":1,"\u0061":1}"#, .duplicateKey, 7),
      (#"[{"x":{"é":1,"e\u0301":2}}]"#, .duplicateKey, 14),
    ] as [(String, JSON.Malformed.Reason, Int)])
  func refuses(_ text: String, because reason: JSON.Malformed.Reason, at offset: Int) {
    #expect { try JSON.parse(text) } throws: { error in
      let error = error as? JSON.Malformed
      return error?.reason == reason && error?.offset == offset
    }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0x80, 0x22],
    ] as [[UInt8]])
  func refusesBrokenUTF8(_ bytes: [UInt8]) {
    #expect(reason(of: bytes) == .notUTF8)
  }

  @Test func tellsThePlace() {
    let error = #expect(throws: JSON.Malformed.self) { try JSON.parse("{\n  \"é\": 1,\n  \"é\": oh\n}") }
    #expect(error.map { [$0.offset, $0.line, $0.column] } == [21, 3, 9])
    #expect(error?.description == "line 3, column 9: this is no JSON here")
  }

  @Test func refusesDepthBeforeGoingThere() throws {
    #expect(reason(of: Array(repeating: UInt8(ascii: "["), count: 50_000)) == .tooDeep)
    #expect(reason(of: Array(String(repeating: "{\"a\":", count: 50_000).utf8)) == .tooDeep)
    let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(try JSON.parse(deepest).text() == deepest)
    #expect(reason(of: Array("[\(deepest)]".utf8)) == .tooDeep)
    #expect(throws: Never.self) { try JSON.parse("[\(deepest)]", limits: .init(depth: 129)) }
    #expect(JSON.Limits(depth: 1_000_000).depth == JSON.Limits.deepest)
    #expect(reason(of: Array("[]".utf8), limits: .init(depth: 0)) == .tooDeep)
  }

  @Test func refusesLength() throws {
    #expect(reason(of: Array("[1]".utf8), limits: .init(bytes: 2)) == .tooLarge)
    #expect(try JSON.parse("[1]", limits: .init(bytes: 3)) == [1])
  }

  /// Any damage to a valid text gives a value or a refusal inside the text, never a crash.
  @Test func standsAnyBytes() {
    let seed = Array(#"{"a":[1,-2.5e3,"x\n\u00e9\ud83d\ude00 é",true,null],"b":{"c":{}}}"#.utf8)
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
        }
      }
      do throws(JSON.Malformed) {
        let value = try JSON.parse(bytes)
        #expect(throws: Never.self) { try JSON.parse(value.text()) == value }
      } catch {
        #expect((0...bytes.count).contains(error.offset))
      }
    }
  }

  private func reason(of bytes: [UInt8], limits: JSON.Limits = .init()) -> JSON.Malformed.Reason? {
    do throws(JSON.Malformed) {
      _ = try JSON.parse(bytes, limits: limits)
      return nil
    } catch {
      return error.reason
    }
  }
}
