public import Findings
public import MarkdownDocument

/// A runbook as it was read: entries, claims, commands, rules, and what is wrong with the file itself.
///
/// It knows nothing of the machine and nothing of the time.
public struct Runbook: Sendable {
  public let documents: [Document]
  public let allEntries: [any Entry]
  /// Every stated value, in the order of the file: of typed entries first, then of any other table or list.
  public let claims: [Claim]
  public let commands: [StatedCommand]
  public let findings: [Finding]

  public func entries<E: Entry>(_: E.Type) -> [E] { allEntries.compactMap { $0 as? E } }

  public var services: [Service] { entries(Service.self) }
  public var rules: [Rule] { entries(Rule.self) }

  public init(_ documents: [Document]) {
    self.documents = documents
    var entries: [any Entry] = []
    var findings: [Finding] = documents.flatMap(\.findings)
    var claims: [Claim] = []
    var commands: [StatedCommand] = []
    for document in documents {
      for section in document.sections {
        for reader in AllSections.list where reader.reads(section) {
          let reading = reader.readAny(section)
          entries += reading.entries
          findings += reading.findings
        }
        claims += AnyTable.claims(section) + AnyList.claims(section)
        commands += StatedCommand.commands(section)
      }
    }
    let typed = entries.flatMap(\.claims)
    let stated = Set(typed.map(\.value.range))
    self.allEntries = entries
    self.claims = typed + claims.filter { !stated.contains($0.value.range) }
    self.commands = commands
    self.findings = findings
  }

  /// The raw line of a file of this runbook, for drawing a caret under a range.
  public func line(_ number: Int, of file: String) -> String? {
    guard let document = documents.first(where: { $0.file == file }) else { return nil }
    return document.lines.indices.contains(number - 1) ? document.lines[number - 1] : nil
  }
}
