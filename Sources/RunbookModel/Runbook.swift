public import Findings
public import MarkdownDocument

/// A runbook as it was read: entries, claims, commands, procedures, rules, and what is wrong with the file
/// itself.
///
/// It knows nothing of the machine and nothing of the time.
public struct Runbook: Sendable {
  public let documents: [Document]
  /// Every heading, sentence, item and cell, in the order of the file.
  public let passages: Passages
  public let allEntries: [any Entry]
  /// Those of the entries that nearly every check asks for.
  public let services: [Service]
  public let schedules: [Schedule]
  /// Every stated value: of typed entries first, then of any other table or list, each in the order of the
  /// file.
  public let claims: [Claim]
  public let commands: [StatedCommand]
  public let procedures: [Procedure]
  /// What can be read in two ways. Nothing is run from it.
  public let ambiguities: [Ambiguity]
  /// The folder that the main file lies in: its commands are run there, where the text names no other.
  public var folder = "/"
  /// What the readers did not understand.
  private let misread: [Finding]
  /// The commands of each block of code, by the block's range.
  let fences: [SourceRange: [FencedCommand]]
  private let lateIndex = LateIndex()

  public func entries<E: Entry>(_: E.Type) -> [E] { allEntries.of(E.self) }

  public var rules: [Rule] { entries(Rule.self) }

  var index: RunbookIndex { lateIndex.of(self) }

  /// By bytes, so that a look-alike letter is another word.
  public func command(named name: String) -> StatedCommand? {
    index.commands[Array(name.utf8)].map { commands[$0] }
  }

  /// The first of that name.
  public func service(named name: String) -> Service? { index.services[name] }

  public init(_ documents: [Document]) {
    self.documents = documents
    let passages = Passages(documents)
    var entries: [any Entry] = []
    var findings: [Finding] = documents.flatMap(\.findings)
    for section in passages.sections {
      for reader in AllSections.list where reader.reads(section.section) {
        let reading = reader.readAny(section.section)
        entries += reading.entries
        findings += reading.findings
      }
    }
    let schedules = ScheduleReading(passages)
    let commands = CommandReading(
      passages, schedules: schedules.lines, scripts: Set(schedules.schedules.map(\.command.value)))
    entries += schedules.schedules
    entries += RuleReading.rules(passages) + RuleReading.rules(commands.forbidden)
    let typed = entries.flatMap(\.claims)
    let stated = Set(typed.map(\.value.range))
    let others =
      passages.tables.flatMap { AnyTable.claims($0, passages.sections[$0.section].section) }
      + AnyList.claims(passages)
    self.passages = passages
    self.allEntries = entries
    self.services = entries.of(Service.self)
    self.schedules = entries.of(Schedule.self)
    self.claims = typed + others.filter { !stated.contains($0.value.range) }
    self.commands = commands.commands
    self.fences = commands.fences
    self.procedures = ProcedureReading(passages, commands).procedures
    self.ambiguities = commands.ambiguities
    self.misread = findings + schedules.findings
  }

  /// What was not understood, and what is wrong with the text itself. Found anew each time, since no lookup
  /// wants it.
  public var findings: [Finding] { misread + AllProofreading.list.flatMap { $0.findings(self) } }

  /// What sentences, headings and commands mention beside the claims: paths, addresses, ports. Found anew
  /// each time,
  /// since only lookups and `explain` want it.
  public var mentions: [Claim] { MentionReading.claims(self) }

  /// The raw line of a file of this runbook, for drawing a caret under a range.
  public func line(_ number: Int, of file: String) -> String? {
    guard let document = documents.first(where: { $0.file == file }) else { return nil }
    return document.lines.indices.contains(number - 1) ? document.lines[number - 1] : nil
  }
}

extension [any Entry] {
  /// Those of one type. Asked by the type itself: a cast that fails looks through every conformance of the program.
  func of<E: Entry>(_: E.Type) -> [E] {
    compactMap { entry in type(of: entry) == E.self ? entry as? E : nil }
  }
}
