import Findings
import Glibc
import ServerFacts

/// Reads a log from its end, block by block, until what is wanted was found.
enum LogLook {
  /// Some gigabytes are passed over in this time.
  static let seconds = 4
  /// The last lines mostly stand in the last of these; a search goes on in larger ones.
  private static let firstBlock = 65_536
  private static let block = 1 << 20

  static func lines(
    _ path: String, _ filter: LogFilter, seconds: Int = seconds, recall: Recall = Recall()
  ) -> Observation<Seen> {
    do throws(SystemFault) {
      return .seen(.lines(try search(path, filter, seconds, recall)))
    } catch {
      return error.isAbsence ? .seen(.absent) : .unseen(error.blindness)
    }
  }

  private static func search(
    _ path: String, _ filter: LogFilter, _ seconds: Int, _ recall: Recall
  ) throws(SystemFault) -> FoundLines {
    try FileLooks.reading(path) { descriptor, status throws(SystemFault) in
      let size = Int(status.st_size)
      var search = LogSearch(filter, written: status.st_mtim.tv_sec)
      let deadline = Deadline(milliseconds: seconds * 1000)
      var buffer = [UInt8](repeating: 0, count: min(firstBlock, size))
      // Where the first line begins that was taken.
      var end = size
      while end > 0, search.end == nil, !deadline.isOver, !recall.isCalled {
        let start = max(0, end - buffer.count)
        let count = pread(descriptor, &buffer, end - start, start)
        guard count >= 0 else { throw SystemFault(errno, path) }
        // A line that begins further up is taken with the block before, unless it is longer than a block.
        let feed = start == 0 ? nil : buffer[..<count].firstIndex(of: 0x0A).map { $0 + 1 }
        let first = feed.map { $0 < count ? $0 : 0 } ?? 0
        search.take(buffer[first..<count])
        end = start + first
        if buffer.count < min(block, size) { buffer = [UInt8](repeating: 0, count: min(block, size)) }
      }
      if end == 0 { search.finish() }
      return FoundLines(
        text: SecretMask.mask(WorldText.clean(search.found)), size: size, searched: size - end,
        end: search.end ?? .late)
    }
  }
}
