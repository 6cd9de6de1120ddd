import Findings
import JSON
public import Operations
import ServerFacts

/// One record of the journal, for people and programs that read it. Nothing in it is ever run.
public struct JournalEntry: Hashable, Sendable {
  public var seq: Int
  public var time: String
  /// `begin`, `deed`, `proof`, `end`, `recover`, `trust`, `approve`, `freeze`, `thaw`, `torn`.
  public var event: String
  public var id: String?
  public var subject: String?
  /// What it says, in one line.
  public var text: String
}

extension Desk {
  /// What was done, oldest first.
  ///
  /// - Parameter since: a day or a time in UTC, `2026-11-25` or `2026-11-25T14:00:00Z`.
  public func journal(subject: String?, since: String?) async throws -> [JournalEntry] {
    let since = try since.map { text in
      guard let read = Instant(iso8601: text) ?? Instant(iso8601: text + "T00:00:00Z") else {
        throw Refusal(
          .argument, "not a day or a time: \(WorldText.clean(String(text.prefix(40))))",
          accepted: ["2026-11-25", "2026-11-25T14:00:00Z"])
      }
      return read
    }
    return Self.entries(try await executor.journal.records(), subject, since)
  }

  /// The end of it, oldest first. It costs the same however long the journal is.
  public func latestRecords(subject: String? = nil) async throws -> [JournalEntry] {
    Self.entries(try await executor.journal.recent(), subject, nil)
  }

  private static func entries(_ records: [JSON], _ subject: String?, _ since: Instant?) -> [JournalEntry] {
    var subjects: [String: String] = [:]
    var entries: [JournalEntry] = []
    for record in records {
      let id = record["id"]?.asString
      if let id, let subject = record["subject"]?.asString { subjects[id] = subject }
      let entry = JournalEntry(record, subject: record["subject"]?.asString ?? id.flatMap { subjects[$0] })
      if let subject, entry.subject.map({ isNamed($0, subject) }) != true { continue }
      if let since, let time = Instant(iso8601: entry.time), time < since { continue }
      entries.append(entry)
    }
    return entries
  }

  /// Proves that each record of the journal follows from the one before.
  public func verifyJournal() async throws -> JournalState { try await executor.journal.verify() }

  private static func isNamed(_ subject: String, _ word: String) -> Bool {
    subject == word || subject.split(separator: "/", maxSplits: 1).last.map(String.init) == word
  }
}

extension JournalEntry {
  fileprivate init(_ record: JSON, subject: String?) {
    seq = record["seq"]?.asInt ?? 0
    time = record["time"]?.asString ?? ""
    event = record["event"]?.asString ?? ""
    id = record["id"]?.asString
    self.subject = subject
    let words = [
      record["request"].flatMap(Request.init(json:))?.words, record["summary"]?.asString,
      record["outcome"]?.asString, record["text"]?.asString,
      record["consent"]?.asString.map { "consent: \($0)" },
      record["actor"]?.asString.map { "by \($0)" }, record["by"]?.asString.map { "by \($0)" },
      record["why"]?.asString, record["file"]?.asString,
    ]
    text = words.compactMap { $0 }.joined(separator: ", ").cleaned
  }
}
