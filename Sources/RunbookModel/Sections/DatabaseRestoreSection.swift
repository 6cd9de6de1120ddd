public import Findings
public import MarkdownDocument

/// What the runbook says of restoring a database: which one, from where, and the steps a person takes.
public struct DatabaseRestore: Entry {
  public static let kind = "restore"
  public var name: Located<String>
  /// The numbered steps, as they are written.
  public var steps: [Located<String>]
  public var claims: [Claim]
}

public enum DatabaseRestoreSection: SectionReader {
  public static let id = "database-restore"

  public static func reads(_ section: Section) -> Bool { section.titleHas("restore") }

  public static func read(_ section: Section) -> (entries: [DatabaseRestore], findings: [Finding]) {
    guard let heading = section.heading, let slug = section.path.last else { return ([], []) }
    let claims = section.keyValues.map { pair in
      Claim(
        Address(DatabaseRestore.kind, slug, TableReading.normal(pair.key.value)), label: pair.key.value,
        value: pair.value)
    }
    let steps = section.blocks.flatMap { block -> [Located<String>] in
      guard case .list(let list) = block, list.ordered else { return [] }
      return list.items.map { Located($0.text.text, at: $0.text.range) }
    }
    return ([DatabaseRestore(name: Located(slug, at: heading.range), steps: steps, claims: claims)], [])
  }
}
