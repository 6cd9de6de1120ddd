import Glibc
import JSON

/// A whole journal, split into its lines.
struct JournalLines {
  /// A journal is read as a whole to be shown or proved; one larger than this is for other tools.
  static let largest = 512 * 1024 * 1024

  var lines: [ArraySlice<UInt8>]
  /// What stands after the last line feed: a record that was being written when the power went.
  var torn: ArraySlice<UInt8>

  static func read(_ path: String) throws(SystemFault) -> JournalLines {
    let bytes = try FileLooks.bytes(of: path, limit: largest).bytes
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let torn = parts.popLast() ?? []
    return JournalLines(lines: parts, torn: torn)
  }
}

/// The end of a journal, read backwards so that an append costs the same however long the journal is.
struct JournalEnd {
  struct Position {
    var seq: Int
    /// SHA-256 of the last line.
    var previous: String
  }

  var position: Position
  /// The bytes of all whole lines.
  var length: Int
  var torn: [UInt8]

  static func read(_ descriptor: Int32, path: String) throws(SystemFault) -> JournalEnd {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFault(errno, path) }
    let size = Int(status.st_size)
    var tail: [UInt8] = []
    var start = size
    // Two line feeds enclose the last whole line; the beginning of the file does as well as the first of
    // them.
    while start > 0, tail.count(where: { $0 == 0x0A }) < 2 {
      let step = min(start, max(4096, tail.count))
      start -= step
      tail = try bytes(descriptor, start..<start + step, path: path) + tail
    }
    guard let last = tail.lastIndex(of: 0x0A) else {
      return JournalEnd(position: Position(seq: 0, previous: FileJournal.beginning), length: 0, torn: tail)
    }
    let line = tail[(tail[..<last].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)..<last]
    // A last line that is no record still counts for the chain, and `verify` tells of it.
    let seq = (try? JSON.parse(line))?["seq"]?.asInt ?? 0
    return JournalEnd(
      position: Position(seq: seq, previous: OpenSSLDigests().sha256(Array(line))), length: start + last + 1,
      torn: Array(tail[(last + 1)...]))
  }

  private static func bytes(_ descriptor: Int32, _ range: Range<Int>, path: String) throws(SystemFault)
    -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < range.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + done }, range.count - done, range.lowerBound + done)
      }
      guard count > 0 else { throw SystemFault(count < 0 ? errno : EIO, path) }
      done += count
    }
    return bytes
  }
}
