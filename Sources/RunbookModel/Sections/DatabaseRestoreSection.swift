public import Findings
public import MarkdownDocument

/// What the runbook says of restoring a database: which one, from where, and the steps a person takes.
public struct DatabaseRestore: Entry {
  public static let kind = "restore"
  public var name: Located<String>
  /// The numbered steps, as they are written.
  public var steps: [Located<String>]
  /// Every program that the steps and the blocks of code run, in order.
  public var commands: [RestoreCommand]
  /// The live database, from the key `Database:`.
  public var database: Located<String>?
  /// Where the dumps lie, `r2:my-backups/postgres`: from a key, else from the words of the steps.
  public var remote: Located<String>?
  /// The folder of this machine that holds dumps, where a key names one.
  public var localDumps: Located<String>?
  /// The file with a line for each rehearsed restore.
  public var rehearsals: Located<String>?
  public var claims: [Claim]
}

/// One program of a restore, with the step that runs it.
public struct RestoreCommand: Hashable, Sendable {
  /// As the runbook numbers it; nil in a block of code.
  public var step: Int?
  public var command: SimpleCommand
  public var range: SourceRange

  /// Its standard input is a pipe, a file or a here-document.
  public var isFed: Bool { command.isFed }
}

public enum DatabaseRestoreSection: SectionReader {
  public static let id = "database-restore"

  public static func reads(_ section: Section) -> Bool { section.titleHas("restore") }

  public static func read(_ section: Section) -> (entries: [DatabaseRestore], findings: [Finding]) {
    guard let heading = section.heading, let slug = section.path.last else { return ([], []) }
    let pairs = section.keyValues
    let claims = pairs.map { pair in
      Claim(
        Address(DatabaseRestore.kind, slug, TableReading.normal(pair.key.value)), label: pair.key.value,
        value: pair.value)
    }
    let commands = section.blocks.flatMap(RestoreWords.commands)
    let stated = value(of: placeWords, in: pairs, where: { RemotePlace($0) != nil })
    let entry = DatabaseRestore(
      name: Located(slug, at: heading.range), steps: section.blocks.flatMap(steps), commands: commands,
      database: value(of: ["database", "db", "database name"], in: pairs, where: { !$0.contains(" ") }),
      remote: stated.map { Located(withoutSlash($0.value), at: $0.range) } ?? remote(of: commands),
      localDumps: value(of: placeWords, in: pairs, where: { $0.hasPrefix("/") || $0.hasPrefix("~/") }),
      rehearsals: value(of: rehearsalWords, in: pairs, where: { $0.hasPrefix("/") || $0.hasPrefix("~/") }),
      claims: claims)
    return ([entry], [])
  }

  private static let placeWords: Set<String> = [
    "dumps", "dump", "backups", "backup", "remote", "bucket", "local dumps", "local backups", "remote dumps",
    "remote backups", "dump folder", "dumps folder", "backup folder", "backups folder", "offsite",
  ]
  private static let rehearsalWords: Set<String> = [
    "rehearsals", "rehearsal", "rehearsal log", "rehearsal record", "rehearsals record", "restore tests",
    "tested restores", "restore rehearsals", "last rehearsal", "record",
  ]

  private static func steps(_ block: Block) -> [Located<String>] {
    guard case .list(let list) = block, list.ordered else { return [] }
    return list.items.map { Located($0.text.text, at: $0.text.range) }
  }

  private static func value(
    of words: Set<String>, in pairs: [KeyValue], where isMeant: (String) -> Bool
  ) -> Located<String>? {
    pairs.first { words.contains(TableReading.normal($0.key.value)) && isMeant($0.value.value) }?.value
  }

  /// The folder that the steps fetch from.
  private static func remote(of commands: [RestoreCommand]) -> Located<String>? {
    for command in commands where command.command.program == "rclone" {
      for word in command.command.arguments {
        guard let place = RemotePlace(word.text) else { continue }
        return Located(place.folder, at: command.range)
      }
    }
    return nil
  }

  private static func withoutSlash(_ text: String) -> String {
    text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

/// A place at a remote of rclone: `r2:my-backups/postgres/appdb-STAMP.sql.gz`.
public struct RemotePlace: Hashable, Sendable {
  /// `r2`.
  public var remote: String
  /// `r2:my-backups/postgres`.
  public var folder: String
  /// What stands behind the last slash, if it has an ending; else the place is a folder.
  public var file: String?

  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex, !text.hasPrefix("-"),
      text[..<colon].utf8.allSatisfy(Self.isOfName)
    else { return nil }
    let path = text[text.index(after: colon)...]
    let isPlain = !path.contains(" ") || path.contains("$(")
    guard !path.hasPrefix("//"), isPlain, !path.isEmpty else { return nil }
    remote = String(text[..<colon])
    let last = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let isFile = last.contains(".") || last.contains("*")
    file = isFile ? String(last) : nil
    var folder = isFile ? text.dropLast(last.count) : text[...]
    if folder.hasSuffix("/") { folder.removeLast() }
    self.folder = String(folder)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
  }
}

/// Finds the commands of steps: in code, or behind the words that introduce them.
private enum RestoreWords {
  private static let programs = WordTable(
    """
    rclone psql pg_restore createdb dropdb gunzip gzip zcat pg_dump aws s3cmd sudo cp mv scp rsync curl wget cat zstd xz
    tar gpg age restic mc
    """)

  static func commands(_ block: Block) -> [RestoreCommand] {
    switch block {
    case .list(let list) where list.ordered:
      list.items.enumerated().flatMap { index, item in
        commands(item.text, step: list.start + index)
          + item.blocks.flatMap { block in
            commands(block).map {
              RestoreCommand(step: list.start + index, command: $0.command, range: $0.range)
            }
          }
      }
    case .code(let code):
      code.lines.flatMap { line in
        CommandLine(line.value).commands.map { RestoreCommand(step: nil, command: $0, range: line.range) }
      }
    default: []
    }
  }

  private static func commands(_ text: InlineText, step: Int) -> [RestoreCommand] {
    if !text.codeSpans.isEmpty {
      return text.codeSpans.flatMap { span in
        CommandLine(span.text).commands.filter { command in
          command.program.map { programs.contains($0[...]) } ?? false
        }.map { RestoreCommand(step: step, command: $0, range: span.range) }
      }
    }
    guard let start = start(text.text) else { return [] }
    let words = text.text[start...]
    return CommandLine(String(words)).commands.map {
      RestoreCommand(step: step, command: $0, range: text.range(of: words))
    }
  }

  /// Where a program's name stands at the beginning or behind a colon.
  private static func start(_ text: String) -> String.Index? {
    func isProgram(_ part: Substring) -> Bool {
      programs.contains(part.prefix { $0 != " " && $0 != "\n" })
    }
    if isProgram(text[...]) { return text.startIndex }
    var rest = text[...]
    while let colon = rest.firstIndex(of: ":") {
      rest = rest[text.index(after: colon)...].drop { $0 == " " || $0 == "\n" }
      if isProgram(rest) { return rest.startIndex }
    }
    return nil
  }
}
