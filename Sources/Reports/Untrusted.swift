import Findings
import JSON

/// Words from the world in the one form that a model is told to read as data.
enum Untrusted {
  enum Reader: Sendable {
    /// Takes all there is.
    case program
    /// Clients cap a tool's answer; the end of a log is the part that is asked for.
    case model
  }

  static let mostBytesForModel = 32_768

  /// `bytes` is the size of the whole source; `truncated` tells that there is more before the first line.
  static func json(
    source: String, lines: [String], bytes: Int, isTruncated: Bool, _ reader: Reader
  ) -> JSON {
    var kept: [String] = []
    var size = 0
    // A key goes over several lines.
    let all = SecretMask.mask(lines.map(\.cleaned).joined(separator: "\n"))
      .utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
        String(Substring($0))
      }
    for clean in (lines.isEmpty ? [] : all).reversed() {
      size += clean.utf8.count + 1
      if reader == .model, size > mostBytesForModel { break }
      kept.append(clean)
    }
    return [
      "source": cleaned(source), "lines": .array(kept.reversed().map(JSON.string)), "bytes": JSON(bytes),
      "truncated": .bool(isTruncated || kept.count < all.count && !lines.isEmpty),
    ]
  }

  static func json(source: String, lines: [String]) -> JSON {
    json(
      source: source, lines: lines, bytes: lines.reduce(0) { $0 + $1.utf8.count + 1 }, isTruncated: false,
      .model)
  }

  static func json(source: String, text: String, _ reader: Reader = .model) -> JSON {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return json(source: source, lines: lines, bytes: text.utf8.count, isTruncated: false, reader)
  }
}
