public import JSON
public import Operations
public import RunbookDesk

extension RunbookSource {
  public var path: String { "/srv/AGENTS.md" }
  public func account() throws(Unavailable) -> [String] { ["reads /srv/AGENTS.md (given)"] }
  public func exposure() throws(Unavailable) -> String? { nil }
}

extension Journal {
  public func records() async throws(Fault) -> [JSON] { [] }

  public func verify() async throws(Fault) -> JournalState {
    JournalState(records: 0, head: "", firstBroken: nil, isTorn: false)
  }
}

/// Digests of the usual length that are the same for the same bytes: nobody attacks a test.
public struct TestDigests: Digests {
  public init() {}

  public func sha256(_ bytes: [UInt8]) -> String {
    var sums = SIMD4<UInt64>(0, 1, 2, 3) &+ 14_695_981_039_346_656_037
    for byte in bytes { sums = (sums ^ SIMD4(repeating: UInt64(byte))) &* 1_099_511_628_211 }
    return (0..<4).map { place in
      let text = String(sums[place], radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }
}
