public import Findings

/// A Markdown file as its readers need it: sections with their blocks, each piece with its exact place in the
/// file.
///
/// It is a plain value and says nothing about what the words mean. cmark-gfm decides the structure; the
/// places come from the file's own bytes, because cmark's columns are wrong after escapes, beside paragraphs
/// and under a byte-order mark.
public struct Document: Sendable {
  public let file: String
  /// The lines of the file without their endings, and without a byte-order mark: what a caret is drawn under.
  public let lines: [String]
  /// All sections in the order of the file, not nested; the first has no heading if text stands above the
  /// first one.
  public let sections: [Section]
  /// What Markdown does with the text that its writer hardly meant, with source `markdown`.
  public let findings: [Finding]

  init(file: String, lines: [String], sections: [Section], findings: [Finding]) {
    self.file = file
    self.lines = lines
    self.sections = sections
    self.findings = findings
  }
}
