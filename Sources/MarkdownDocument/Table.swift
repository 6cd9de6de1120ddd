public import Findings

/// A table as GitHub reads it: every row has as many cells as the header.
public struct Table: Sendable, Hashable {
  public let header: [InlineText]
  public let rows: [Row]
  public let range: SourceRange

  /// One line of the table.
  public struct Row: Sendable, Hashable {
    /// As many as the header has. A cell that the line lacks is empty and has the range of the row.
    public let cells: [InlineText]
    public let range: SourceRange
  }
}
