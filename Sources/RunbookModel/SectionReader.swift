public import Findings
public import MarkdownDocument

/// Reads one kind of section into entries. What it does not understand it leaves to `AnyList` and `AnyTable`.
public protocol SectionReader: SendableMetatype {
  associatedtype Output: Entry
  /// The card's id: `services`.
  static var id: String { get }
  static func reads(_ section: Section) -> Bool
  static func read(_ section: Section) -> (entries: [Output], findings: [Finding])
}

extension SectionReader {
  static func readAny(_ section: Section) -> (entries: [any Entry], findings: [Finding]) {
    let result = read(section)
    // Not the array as it is: that would ask of each entry at run time whether it is one.
    return (result.entries.map { $0 as any Entry }, result.findings)
  }
}
