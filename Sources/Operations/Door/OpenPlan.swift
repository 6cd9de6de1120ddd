public import JSON

/// A plan that was begun and never ended, as far as a journal tells. Nothing in it is ever run: it says which request
/// has to be derived again, and how far it had come.
public struct OpenPlan: Hashable, Sendable {
  public var id: String
  public var request: Request
  /// `service/luci`.
  public var subject: String
  public var digest: String
  public var actor: String
  /// Steps whose deed was journalled: it may have been done or not.
  public var begun: Set<Int> = []
  /// Steps that were proved.
  public var proved: Set<Int> = []

  /// In the order in which they began.
  public static func all(_ records: [JSON]) -> [OpenPlan] {
    var open: [OpenPlan] = []
    for record in records {
      guard let id = record["id"]?.asString, let event = record["event"]?.asString else { continue }
      let place = open.firstIndex { $0.id == id }
      switch (event, place) {
      case ("begin", nil):
        if let plan = OpenPlan(id, record) { open.append(plan) }
      case ("end", let place?): open.remove(at: place)
      case ("deed", let place?):
        if let step = record["step"]?.asInt, record["undo"] == nil { open[place].begun.insert(step) }
      case ("proof", let place?):
        if let step = record["step"]?.asInt, record["undo"] == nil, record["outcome"] == "done" {
          open[place].proved.insert(step)
        }
      default: break
      }
    }
    return open
  }

  private init?(_ id: String, _ begin: JSON) {
    guard KeptPlan.isID(id), let request = begin["request"].flatMap(Request.init(json:)),
      let subject = begin["subject"]?.asString, let digest = begin["digest"]?.asString
    else { return nil }
    self.id = id
    self.request = request
    self.subject = subject
    self.digest = digest
    actor = begin["actor"]?.asString ?? ""
  }
}
