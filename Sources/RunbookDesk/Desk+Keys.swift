import Findings
import JSON
import Operations
import ServerFacts

/// Idempotency keys: whoever calls twice with one key has the thing done once.
extension Desk {
  /// The plan that was made for the key before; nil for a new key, and for one whose plan can never run any more.
  func earlier(_ key: String, _ request: Request, _ door: Door) async throws -> String? {
    guard let bytes = try await door.state.read(item(key), of: .caller) else { return nil }
    let id = try plan(of: key, bytes, request)
    return try await isSpent(id, door) ? nil : id
  }

  /// Takes the key for a plan, and answers the plan that has it: where two came at once, the first one's.
  func claim(_ key: String, _ id: String, _ request: Request, _ door: Door) async throws -> String {
    let json: JSON = ["version": 1, "plan": .string(id), "request": .object(request.json)]
    let record = Array(json.text().utf8)
    if try await door.state.create(record, as: item(key)) { return id }
    guard let held = try await door.state.read(item(key), of: .caller) else { return id }
    let earlier = try plan(of: key, held, request)
    guard try await isSpent(earlier, door) else { return earlier }
    let now = try await door.state.change(item(key)) { bytes in
      bytes == held ? (record, record) : (nil, bytes ?? record)
    }
    return try plan(of: key, now, request)
  }

  /// Long enough that nobody is about to begin a plan which had not expired when it was looked at.
  private static let patience = 120

  /// Whether a plan was never begun and has waited too long: refused once, its key must not be lost for good.
  private func isSpent(_ id: String, _ door: Door) async throws -> Bool {
    guard try await door.state.read(StateItem(.used, id), of: .caller) == nil else { return false }
    guard let bytes = try await door.state.read(StateItem(.plans, id), of: .caller) else {
      // Of one that was begun there is a last word, however it ended.
      return try await outcome(id, door) == nil
    }
    let plan = try KeptPlan(id, bytes, executor.digests)
    // Looked at last: it is written before the others go.
    guard try await outcome(id, door)?.execution == nil else { return false }
    return await server.now().seconds > plan.expires.seconds + Self.patience
  }

  private func plan(of key: String, _ bytes: [UInt8], _ request: Request) throws -> String {
    guard let record = try? JSON.parse(bytes), let id = record["plan"]?.asString, KeptPlan.isID(id),
      let first = record["request"].flatMap(Request.init(json:))
    else { throw Fault(.io, "the record of the key \(WorldText.clean(key)) is damaged") }
    guard first == request else {
      throw Refusal(
        .argument, "the key \(WorldText.clean(String(key.prefix(80)))) was used for \(first.words)",
        help: "use another key for another thing")
    }
    return id
  }

  private func item(_ key: String) -> StateItem { StateItem(.keys, executor.digests.sha256(Array(key.utf8))) }
}
