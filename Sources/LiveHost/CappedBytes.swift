import Glibc

/// The head and the tail of what a program says, with the place of the cut told between them.
///
/// The tail is the end of two blocks: when the newer one is full it takes the place of the older, so that no byte is
/// moved twice and a flood costs no more memory than the limit.
struct CappedBytes {
  private let half: Int
  private var head: [UInt8] = []
  private var older: [UInt8] = []
  private var newer: [UInt8] = []
  private var total = 0

  init(limit: Int) {
    half = max(limit / 2, 1)
  }

  var isTruncated: Bool { total > 2 * half }

  var bytes: [UInt8] {
    let kept = min(half, total - head.count)
    let missing = total - head.count - kept
    let cut = missing > 0 ? Array("\n… \(missing) bytes left out …\n".utf8) : []
    return head + cut + older.suffix(max(kept - newer.count, 0)) + newer.suffix(kept)
  }

  /// Reads what is there; false when the other side has closed.
  mutating func fill(from descriptor: Int32, by buffer: inout [UInt8]) -> Bool {
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
    append(buffer[..<count])
    return true
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    total += bytes.count
    let toHead = bytes.prefix(half - head.count)
    head += toHead
    if newer.count >= half {
      swap(&older, &newer)
      newer.removeAll(keepingCapacity: true)
    }
    newer += bytes.dropFirst(toHead.count)
  }
}
