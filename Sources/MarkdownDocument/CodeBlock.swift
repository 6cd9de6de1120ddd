public import Findings

/// A fenced or an indented block of code, line by line as written.
public struct CodeBlock: Sendable, Hashable {
  /// The first word behind the fence, empty without one: `sh`.
  public let language: String
  /// All that stands behind the fence: `sh title="restart"`.
  public let fenceText: String
  public let isFenced: Bool
  /// The lines without fences and container indent. A blank line has the range of its line ending.
  public let lines: [Located<String>]
  /// Fences included.
  public let range: SourceRange
}
