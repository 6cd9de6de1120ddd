import Findings
public import MarkdownDocument

/// One piece of running text with its surroundings: what a reader has in mind when reading it.
///
/// A class, since nothing of it changes and every reader goes through all of them.
public final class Passage: Sendable {
  public enum Kind: Sendable, Hashable {
    case heading, paragraph, cell, html
    /// Its number in a numbered list, else nil.
    case item(Int?)
  }

  public let kind: Kind
  public let text: InlineText
  /// The index of its section in `Passages.sections`.
  public let section: Int
  /// The list items that it stands below, outermost first, as indices of passages.
  public let parents: [Int]
  /// The passage that introduces it: the nearest text before it in the same list item or section.
  public let before: Int?

  init(kind: Kind, text: InlineText, section: Int, parents: [Int], before: Int?) {
    self.kind = kind
    self.text = text
    self.section = section
    self.parents = parents
    self.before = before
  }

  /// What it says, without the marks of the file.
  public var words: String { text.text }

  public var isItem: Bool { if case .item = kind { true } else { false } }
}

/// A block of code with its surroundings.
struct PlacedCode: Sendable {
  var block: CodeBlock
  var section: Int
  var parents: [Int]
  var before: Int?
}

/// A table with its surroundings.
struct PlacedTable: Sendable {
  var table: Table
  var section: Int
  var before: Int?
}

/// A list with its surroundings; each item is a passage.
struct PlacedList: Sendable {
  var list: List
  var section: Int
  var steps: [Int]
  var before: Int?
}

/// A section with the headings that it stands under.
public struct PlacedSection: Sendable {
  public var section: Section
  /// The titles from the outermost heading down to its own, without numbers and pictures in front.
  public var titles: [String]
  /// Whether one of the headings speaks of a first installation.
  var isSetUp: Bool
  /// Whether one of the headings presents output.
  var isSample: Bool
}
