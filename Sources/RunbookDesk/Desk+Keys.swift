import Findings
import JSON
import Operations

/// Idempotency keys: whoever calls twice with one key has the thing done once.
extension Desk {
  /// The plan that was made for the key before; nil for a new key.
  func earlier(_ key: String, _ request: Request, _ door: Door) async throws -> String? {
    guard let bytes = try await door.state.read(item(key), of: .caller) else { return nil }
    return try plan(of: key, bytes, request)
  }

  /// Takes the key for a plan, and answers the plan that has it: where two came at once, the first one's.
  func claim(_ key: String, _ id: String, _ request: Request, _ door: Door) async throws -> String {
    let record: JSON = ["version": 1, "plan": .string(id), "request": .object(request.json)]
    if try await door.state.create(Array(record.text().utf8), as: item(key)) { return id }
    return try await earlier(key, request, door) ?? id
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
