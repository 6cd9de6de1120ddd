import Glibc
import JSON

/// A whole journal, split into its lines.
struct JournalLines {
  /// A file is read as a whole to be shown or proved; one larger than this is not ours.
  private static let largest = 512 * 1024 * 1024

  var lines: [ArraySlice<UInt8>]
  /// What stands after the last line feed: a record that was being written when the power went.
  var torn: ArraySlice<UInt8>

  /// All files, oldest first.
  static func read(_ files: JournalFiles) throws(SystemFault) -> JournalLines {
    while true {
      let closed = try files.closed()
      var all = JournalLines(lines: [], torn: [])
      for path in closed { all.append(try read(path)) }
      do throws(SystemFault) { all.append(try read(files.current)) } catch {
        // A crash right behind a rename left no file to write to.
        guard error.isAbsence, !closed.isEmpty else { throw error }
      }
      // Read anew where one was closed meanwhile: it would be missing in between.
      if try files.closed() == closed { return all }
    }
  }

  /// Far more than one plan writes.
  private static let recent = 256 * 1024

  /// The last lines, of the file that is written to and, where that is short, of the one before.
  static func recent(_ files: JournalFiles) throws(SystemFault) -> JournalLines {
    while true {
      let closed = try files.closed()
      let end = try recent(files.current, behind: closed.last)
      // Read anew where it was closed meanwhile: it would be there twice.
      if try files.closed() == closed { return end }
    }
  }

  private static func recent(_ current: String, behind closed: String?) throws(SystemFault) -> JournalLines {
    var end = JournalLines(lines: [], torn: []), size = 0
    do throws(SystemFault) { (end, size) = try tail(of: current, recent) } catch {
      guard error.isAbsence, closed != nil else { throw error }
    }
    guard let closed, size < recent else { return end }
    var all = try tail(of: closed, recent - size).lines
    all.append(end)
    return all
  }

  /// The lines that begin in the last bytes of a file, and how many of these there are.
  private static func tail(of path: String, _ most: Int) throws(SystemFault) -> (
    lines: JournalLines, size: Int
  ) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw SystemFault(errno, path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFault(errno, path) }
    let size = Int(status.st_size), start = max(size - most, 0)
    let bytes = try JournalEnd.bytes(descriptor, start..<size, path: path)
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let torn = parts.popLast() ?? []
    // The first began before what was read.
    if start > 0, !parts.isEmpty { parts.removeFirst() }
    return (JournalLines(lines: parts, torn: torn), size - start)
  }

  /// Only the last file may end in a line that was cut off; elsewhere it counts as a line that breaks the chain.
  private mutating func append(_ next: JournalLines) {
    if !torn.isEmpty { lines.append(torn) }
    lines += next.lines
    torn = next.torn
  }

  private static func read(_ path: String) throws(SystemFault) -> JournalLines {
    let bytes = try FileLooks.bytes(of: path, limit: largest).bytes
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let torn = parts.popLast() ?? []
    return JournalLines(lines: parts, torn: torn)
  }
}

/// The end of one file, read backwards so that an append costs the same however long the journal is.
struct JournalEnd {
  struct Position {
    var seq: Int
    /// SHA-256 of the last line.
    var previous: String
  }

  /// Behind the last whole line; nil where there is none.
  var position: Position?
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
      return JournalEnd(position: nil, length: 0, torn: tail)
    }
    let line = tail[(tail[..<last].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)..<last]
    // A last line that is no record still counts for the chain, and `verify` tells of it.
    let seq = (try? JSON.parse(line))?["seq"]?.asInt ?? 0
    return JournalEnd(
      position: Position(seq: seq, previous: OpenSSLDigests().sha256(Array(line))), length: start + last + 1,
      torn: Array(tail[(last + 1)...]))
  }

  static func bytes(_ descriptor: Int32, _ range: Range<Int>, path: String) throws(SystemFault)
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
