import Testing

@testable import Findings

struct WorldTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var dirty: String
    var clean: String
  }

  static let cases = [
    Case(testDescription: "plain words", dirty: "listening on 3004", clean: "listening on 3004"),
    Case(testDescription: "tab and line feed are kept", dirty: "a\tb\nc", clean: "a\tb\nc"),
    Case(testDescription: "carriage return goes", dirty: "sure\rno", clean: "sureno"),
    Case(testDescription: "CSI colour", dirty: "\u{1B}[1;31mred\u{1B}[0m", clean: "red"),
    Case(testDescription: "CSI cursor and erase", dirty: "a\u{1B}[2J\u{1B}[Hb", clean: "ab"),
    Case(testDescription: "CSI without an end stops at the line", dirty: "a\u{1B}[12\nb", clean: "a\nb"),
    Case(testDescription: "OSC title with BEL", dirty: "a\u{1B}]0;title\u{07}b", clean: "ab"),
    Case(
      testDescription: "OSC link with ST",
      dirty: "\u{1B}]8;;http://evil.example\u{1B}\\here\u{1B}]8;;\u{1B}\\", clean: "here"),
    Case(testDescription: "OSC without an end stops at the line", dirty: "a\u{1B}]0;x\nb", clean: "a\nb"),
    Case(
      testDescription: "DCS, PM, APC, SOS",
      dirty: "\u{1B}Pq\u{07}\u{1B}^x\u{07}\u{1B}_y\u{07}\u{1B}Xz\u{07}!", clean: "!"),
    Case(testDescription: "two-byte escape", dirty: "\u{1B}ca\u{1B}7b", clean: "ab"),
    Case(testDescription: "escape of an escape", dirty: "\u{1B}\u{1B}[31mx", clean: "x"),
    Case(testDescription: "escape at the end", dirty: "x\u{1B}", clean: "x"),
    Case(testDescription: "C1 controls", dirty: "a\u{85}\u{9B}\u{9D}\u{90}b", clean: "ab"),
    Case(testDescription: "C0 controls and DEL", dirty: "a\u{00}\u{08}\u{0B}\u{0C}\u{7F}b", clean: "ab"),
    Case(testDescription: "bidi overrides", dirty: "gpj.\u{202E}exe\u{202C}", clean: "gpj.exe"),
    Case(
      testDescription: "bidi isolates", dirty: "\u{2066}a\u{2067}b\u{2068}c\u{2069}\u{061C}", clean: "abc"),
    Case(
      testDescription: "zero width", dirty: "site\u{200B}-\u{200D}lu\u{2060}ci\u{FEFF}\u{200C}",
      clean: "site-luci"),
    Case(testDescription: "line separators", dirty: "a\u{2028}b\u{2029}c", clean: "abc"),
    Case(testDescription: "tag characters", dirty: "a\u{E0041}\u{E007F}b", clean: "ab"),
    Case(testDescription: "umlauts and other scripts", dirty: "Straße 東京 🚀", clean: "Straße 東京 🚀"),
  ]

  @Test(arguments: cases) func cleans(_ example: Case) {
    #expect(WorldText.clean(example.dirty) == example.clean)
  }

  @Test(arguments: cases) func cleansTheSameOnceMore(_ example: Case) {
    #expect(WorldText.clean(WorldText.clean(example.dirty)) == example.clean)
  }

  @Test(arguments: cases) func cleansBytesAlike(_ example: Case) {
    #expect(WorldText.clean(Array(example.dirty.utf8)) == example.clean)
  }

  @Test func showsWhatIsNoUTF8() {
    #expect(WorldText.clean([0x61, 0xFF, 0x62] as [UInt8]) == "a\\xFFb")
    #expect(WorldText.clean([0xC3] as [UInt8]) == "\\xC3")
    #expect(WorldText.clean([0xC0, 0x80] as [UInt8]) == "\\xC0\\x80")
    #expect(WorldText.clean([0x9B, 0x33, 0x31, 0x6D] as [UInt8]) == "\\x9B31m")
    #expect(WorldText.clean([0xED, 0xA0, 0x80, 0x0A, 0xC3, 0xA4] as [UInt8]) == "\\xED\\xA0\\x80\nä")
  }

  @Test func cutsLongLines() {
    let long = String(repeating: "x", count: WorldText.longestLine + 500)
    #expect(WorldText.clean(long).utf8.count == WorldText.longestLine)
    let two = WorldText.clean(long + "\nshort\n" + long)
    #expect(
      two.split(separator: "\n").map(\.utf8.count) == [WorldText.longestLine, 5, WorldText.longestLine])
  }

  @Test func neverLetsAControlCharacterThrough() {
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let kept = WorldText.clean("a\(Character(scalar))b\u{1B}[")
      #expect(!kept.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" && $0 != "\n" }, "\(value)")
      #expect(!kept.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) }, "\(value)")
    }
  }

  @Test func evidenceIsCleaned() {
    #expect(Evidence(source: "log", text: "\u{1B}[31mno\u{202E}").text == "no")
  }
}
