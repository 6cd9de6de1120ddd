import Findings
import JSON
import Operations

/// How far a job is, as its records tell.
public struct JobProgress: Hashable, Sendable {
  /// Grows with each record: a deed begun, a deed proved.
  public var records: Int
  /// How many there are in the end; nil while it is undone, since nobody knows how much there is to undo.
  public var total: Int?
  /// What is being done, in our words.
  public var text: String
}

extension Desk {
  /// How far a kept plan is; nil before its first deed.
  public func progress(of id: String) async throws -> JobProgress? {
    JobProgress(of: id, in: try await executor.journal.recent())
  }
}

extension JobProgress {
  init?(of id: String, in records: [JSON]) {
    let own = records.filter { $0["id"]?.asString == id }
    let deeds = own.filter { ["deed", "proof"].contains($0["event"]) }
    guard let last = deeds.last else { return nil }
    let steps = own.last { $0["event"] == "begin" }?["plan"]?["steps"]?.asArray?.count
    let isUndoing = deeds.contains { $0["undo"] != nil }
    self.records = deeds.count
    // A deed and its proof.
    total = isUndoing ? nil : steps.map { 2 * $0 }
    let place = (last["step"]?.asInt ?? 0) + 1
    let step = isUndoing ? "undoing step \(place)" : "step \(place)" + (steps.map { " of \($0)" } ?? "")
    let what = last["event"] == "deed" ? "" : last["outcome"] == "done" ? ", proved" : ", not proved"
    text = "\(step): \((last["summary"]?.asString ?? "").cleaned)\(what)"
  }
}
