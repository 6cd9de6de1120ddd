public import Findings
import MarkdownDocument

extension Runbook {
  /// The paths below a folder that sentences, items and cells mention, each once, in the order of the file.
  public func statedPaths(below folder: String) -> [Located<String>] {
    var found: [Located<String>] = []
    let ends = ByteSet(" \t\n`'\",;()<>|")
    for passage in passages.all where passage.text.text.contains(folder) {
      let bytes = Array(passage.text.text.utf8), sought = Array(folder.utf8)
      for start in bytes.indices where bytes[start...].starts(with: sought) {
        guard start == 0 || ends.contains(bytes[start - 1]) else { continue }
        var end = start + sought.count
        while end < bytes.count, !ends.contains(bytes[end]) { end += 1 }
        while end > start, ".:".utf8.contains(bytes[end - 1]) { end -= 1 }
        let path = String(decoding: bytes[start..<end], as: UTF8.self)
        guard !found.contains(where: { $0.value == path }) else { continue }
        found.append(Located(path, at: passage.text.range(ofUTF8: start..<end)))
      }
    }
    return found
  }
}
