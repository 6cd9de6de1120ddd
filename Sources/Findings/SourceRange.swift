/// A stretch of a text file, from its first byte to its last.
///
/// Lines and columns count from 1; columns count UTF-8 bytes of the file as it lies on the disk, byte-order mark
/// included. The end is inclusive: a range of one byte has `column == endColumn`.
public struct SourceRange: Hashable, Sendable {
  public var file: String
  public var line, column, endLine, endColumn: Int

  public init(file: String, line: Int, column: Int, endLine: Int, endColumn: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  public init(file: String, line: Int, column: Int, length: Int) {
    self.init(file: file, line: line, column: column, endLine: line, endColumn: column + max(length, 1) - 1)
  }
}

extension SourceRange {
  /// The place alone: two files seldom have two ranges at one place, and file names are slow to hash.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(column)
  }
}

extension SourceRange: Comparable {
  public static func < (left: SourceRange, right: SourceRange) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

extension SourceRange: CustomStringConvertible {
  /// `AGENTS.md:9:20`, the form every answer, finding and plan cites.
  public var description: String { "\(file):\(line):\(column)" }
}

/// A value together with the place it was read from.
public struct Located<Value> {
  public var value: Value
  public var range: SourceRange

  public init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }

  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
    Located<Other>(try transform(value), at: range)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
