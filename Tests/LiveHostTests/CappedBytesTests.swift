import Testing

@testable import LiveHost

/// Of too much the head and the tail are kept, however it comes in.
struct CappedBytesTests {
  @Test(arguments: [1, 3, 7, 64, 1000]) func headAndTailAreExact(chunk: Int) {
    for total in [0, 1, 9, 10, 11, 20, 21, 29, 30, 31, 100, 1003] {
      let bytes = (0..<total).map { UInt8($0 % 251) }
      var capped = CappedBytes(limit: 20)
      for start in stride(from: 0, to: total, by: chunk) {
        capped.append(bytes[start..<min(start + chunk, total)])
      }
      let cut = total > 20 ? Array("\n… \(total - 20) bytes left out …\n".utf8) : []
      #expect(capped.bytes == bytes.prefix(10) + cut + bytes.dropFirst(10).suffix(10), "\(total)")
      #expect(capped.isTruncated == (total > 20))
    }
  }
}
