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
  let standing: Standing
  /// Of a cell: the first one of its row that says something, as an index of passages.
  let name: Int?
  /// Whether some sentence of it forbids something.
  let forbids: Bool

  /// Whether what it shows is meant to be done.
  enum Standing: Sendable {
    case meant
    /// It, or what it stands in, is forbidden, wrong or past: its commands are not offered.
    case withdrawn
    /// It says what was done on a day: it states nothing of today either.
    case record
  }

  init(
    kind: Kind, text: InlineText, section: Int, parents: [Int], before: Int?, standing: Standing, name: Int?
  ) {
    self.standing = standing
    self.name = name
    let isShort = kind == .cell && text.text.utf8.count < 12
    forbids = kind != .heading && !isShort && RuleWords.forbids(Admonition.words(of: text.text))
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
  /// What introduces it, or what it stands in, is forbidden, wrong or past.
  var isWithdrawn: Bool
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
  /// Whether one of the headings is over what is forbidden or past.
  var isWithdrawn: Bool
  /// Whether one of the headings is over what is past.
  var isOver: Bool
  /// Whether its own heading forbids what stands below it: "Don't".
  var isBan: Bool
}
