import Glibc

/// Searches text by its bytes.
///
/// The standard library's search of a string in a string walks over characters and makes a table for each
/// search, which
/// costs more than all other reading. The bytes of well-formed UTF-8 say the same: no character's bytes begin
/// inside
/// another's. A letter and its combining mark are two scalars here, as they are in the file.
extension StringProtocol {
  func contains(_ other: String) -> Bool { byteOffset(of: other) != nil }

  func firstRange(of other: String) -> Range<String.Index>? {
    guard let offset = byteOffset(of: other) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: other.utf8.count)
  }

  /// The first place in UTF-8 bytes.
  private func byteOffset(of other: String) -> Int? {
    var other = other
    let found = utf8.withContiguousStorageIfAvailable { text in
      other.withUTF8 { Self.offset(of: $0, in: text) }
    }
    if let found { return found }
    var copy = String(self)
    return copy.withUTF8 { text in other.withUTF8 { Self.offset(of: $0, in: text) } }
  }

  private static func offset(
    of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let first = needle.first, let pattern = needle.baseAddress, var place = text.baseAddress else {
      return needle.isEmpty ? 0 : nil
    }
    let begin = place
    var rest = text.count
    while rest >= needle.count, let hit = memchr(place, Int32(first), rest - needle.count + 1) {
      let found = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self))
      if memcmp(found, pattern, needle.count) == 0 { return found - begin }
      place = found + 1
      rest = text.count - (place - begin)
    }
    return nil
  }
}
