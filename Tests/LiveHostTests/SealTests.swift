import Testing

@testable import LiveHost

struct SealTests {
  /// RFC 4231, test case 2.
  @Test func theMarkIsHMAC() {
    let mark = Seal(key: Array("Jefe".utf8)).mark(Array("what do ya want for nothing?".utf8))
    let hex = mark.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test func eachProcessHasItsOwnKey() {
    let seal = Seal()
    #expect(seal.mark([1, 2]) == seal.mark([1, 2]) && seal.mark([1, 2]) != seal.mark([1, 3]))
    #expect(Seal().mark([1, 2]) != seal.mark([1, 2]))
  }
}
