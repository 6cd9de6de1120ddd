public import Findings

/// Why a file is not read at all: it is no text, or it is of a shape that only an attack has.
///
/// cmark-gfm aborts the process when memory ends and cannot be stopped while it runs, so what would make it
/// do either is refused before it starts.
public struct Unreadable: Error, Sendable, Hashable {
  public let reason: Reason
  public let file: String
  /// The place that decided it; nil where the whole file is too large.
  public let range: SourceRange?

  public enum Reason: Sendable, Hashable {
    case notUTF8(line: Int)
    case nulByte(line: Int)
    /// The limit in bytes.
    case tooLarge(limit: Int)
    /// More quotations and lists inside each other than anyone reads.
    case tooDeep(line: Int)
    case tooManyCells(line: Int)
    /// Text whose marks would take hours to pair: thousands of unfinished tags, or a table tried on every
    /// line.
    case tooTangled(line: Int)
    /// More lines and marks than fit in memory.
    case tooManyPieces(line: Int)
  }

  /// One lower-case sentence for the person whose file it is.
  public var message: String {
    switch reason {
    case .notUTF8: "\(place) is not valid UTF-8 text"
    case .nulByte: "\(place) has a NUL byte; this is no text file"
    case .tooLarge(let limit): "\(file) has more than \(limit) bytes, the most that is read"
    case .tooDeep: "\(place) puts more lists or quotations inside each other than are read"
    case .tooManyCells: "\(place) is a table with more cells than are read"
    case .tooTangled: "\(place) is made of marks that never close, too many to read"
    case .tooManyPieces: "\(place) goes beyond the number of lines and marks that are read"
    }
  }

  private var place: String { range.map { "\($0.file):\($0.line)" } ?? file }
}
