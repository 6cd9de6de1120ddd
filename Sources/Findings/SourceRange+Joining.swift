extension SourceRange {
  /// From the first byte of this range to the last byte of the other.
  public func through(_ last: SourceRange) -> SourceRange {
    SourceRange(file: file, line: line, column: column, endLine: last.endLine, endColumn: last.endColumn)
  }
}
