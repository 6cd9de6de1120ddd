public import Findings
import MarkdownDocument
public import Operations
public import RunbookModel
public import ServerFacts

/// The three uses as functions: look up, check, operate. It reads no file and no clock itself, and prints
/// nothing.
public final class Desk: Sendable {
  public let runbook: Runbook
  let server: any Server
  let executor: Executor
  /// What checks remember from run to run; nil where there is nothing to remember, as of a recording.
  let ledger: (any Ledger)?
  /// Returns when a check has had its time; what is not seen by then is unseen. nil for as long as it takes.
  let deadline: (@Sendable () async -> Void)?
  /// Where the runbook holds what no answer shows.
  let secrets: Secrets
  let source: any RunbookSource
  /// Where the runbook lies, without links.
  public let path: String
  /// The text as it was read.
  let chapters: [Chapter]
  /// The same as a person agrees to it.
  let present: [TrustedRunbook.Chapter]
  /// What stands before every change; nil where nothing can be changed, as on a recording.
  let door: Door?
  let trustedItem = LastReading<String, StateItem>()
  let trustedRecord = LastReading<[UInt8], TrustedRunbook?>()
  let trustedModel = LastReading<TrustedRunbook, Runbook>()
  let lastOffers = LastReading<TrustedRunbook, [OperationOffer]>()
  let lastPolicy = LastReading<String, Policy>()
  let answers = GivenAnswers()

  public init(
    source: any RunbookSource, server: any Server, executor: Executor, ledger: (any Ledger)? = nil,
    door: Door? = nil, deadline: (@Sendable () async -> Void)? = nil
  ) throws(Unavailable) {
    chapters = try source.chapters()
    present = chapters.map { TrustedRunbook.Chapter(name: $0.name, bytes: $0.bytes) }
    path = source.path
    var runbook = Runbook(try Self.documents(chapters))
    runbook.folder = Self.folder(of: path)
    self.runbook = runbook
    secrets = Secrets(runbook)
    self.source = source
    self.server = server
    self.executor = executor
    self.ledger = ledger
    self.door = door
    self.deadline = deadline
  }

  /// This desk, or one on the text as it is by now.
  func afresh() throws -> Desk {
    guard try source.chapters() != chapters else { return self }
    return try Desk(
      source: source, server: server, executor: executor, ledger: ledger, door: door, deadline: deadline)
  }

  static func folder(of path: String) -> String {
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? ""
    return folder.isEmpty ? "/" : String(folder)
  }

  static func documents(_ chapters: [Chapter]) throws(Unavailable) -> [Document] {
    var documents: [Document] = []
    for chapter in chapters {
      do throws(Unreadable) {
        documents.append(try Document.parse(chapter.bytes, file: chapter.name))
      } catch {
        throw Unavailable(.unreadable, error.message)
      }
    }
    return documents
  }

  /// The name of the runbook's main file.
  public var file: String { runbook.documents.first?.file ?? "AGENTS.md" }

  /// The line of the runbook that a range lies in, secrets masked, and a caret under it.
  public func excerpt(_ range: SourceRange) -> Excerpt? {
    guard let line = runbook.line(range.line, of: range.file) else { return nil }
    var shown = range
    shown.column += secrets.shift(of: range.column, range.line, of: range.file)
    if range.endLine == range.line {
      shown.endColumn = max(
        shown.column, range.endColumn + secrets.shift(of: range.endColumn + 1, range.line, of: range.file))
    }
    return Excerpt(
      line: WorldText.clean(secrets.line(line, range.line, of: range.file)), range: shown,
      characters: Self.characters(range, in: line))
  }

  /// Columns as other programs count them: Unicode code points, from 1, the end exclusive.
  private static func characters(_ range: SourceRange, in line: String) -> Range<Int> {
    let bytes = line.utf8.count
    let start = min(range.column - 1, bytes)
    let end = range.endLine == range.line ? min(max(range.endColumn, start), bytes) : bytes
    // A code point has one byte that does not continue another.
    func count(_ bytes: Int) -> Int { line.utf8.prefix(bytes).count { $0 & 0xC0 != 0x80 } }
    let first = count(start) + 1
    return first..<max(first + 1, count(end) + 1)
  }
}

/// One line of a runbook with the stretch of it that is meant.
public struct Excerpt: Hashable, Sendable {
  public var line: String
  public var range: SourceRange
  /// The columns of the stretch in the file itself, in Unicode code points from 1, the end exclusive.
  public var characters = 1..<2

  /// Carets under the stretch, one a character: columns count bytes, a terminal counts characters.
  public var caret: String {
    let bytes = Array(line.utf8)
    let start = min(range.column - 1, bytes.count)
    let end = range.endLine == range.line ? min(max(range.endColumn, start), bytes.count) : bytes.count
    let before = String(decoding: bytes[..<start], as: UTF8.self)
    let under = String(decoding: bytes[start..<max(end, start)], as: UTF8.self).count
    let indent = String(before.map { $0 == "\t" ? Character("\t") : Character(" ") })
    return indent + String(repeating: "^", count: max(under, 1))
  }
}
