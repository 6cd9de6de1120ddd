import Findings
import JSON
public import Operations
import ServerFacts

extension Desk {
  /// Stops every change until somebody thaws it; root's freeze stops everybody's. What runs already runs to its end.
  public func freeze(why: String) async throws -> Freeze {
    let door = try openDoor()
    let account = try await caller()
    let freeze = Freeze(why: why, by: account.name, since: await server.now())
    try await door.state.write(
      Array(JSON.object(freeze.json).text().utf8), to: Freeze.item, of: account.uid == 0 ? .root : .caller)
    try await executor.journal.append(["event": "freeze", "by": .string(account.name), "why": .string(why)])
    return freeze
  }

  /// Ends a freeze. False where there was none.
  public func thaw() async throws -> Bool {
    let door = try openDoor()
    let account = try await caller()
    guard let freeze = try await freeze(door) else { return false }
    if try await door.state.read(Freeze.item, of: .root) != nil, account.uid != 0 {
      throw Refusal(.frozen, "root stopped all changes at \(freeze.since)", help: "sudo runbook thaw")
    }
    // The journal first: nothing is opened without its record.
    try await executor.journal.append(["event": "thaw", "by": .string(account.name)])
    for owner in account.uid == 0 ? [StateOwner.root, .caller] : [.caller] {
      try await door.state.remove(Freeze.item, of: owner)
    }
    return true
  }

  /// Lets a subject be changed again after too many failed changes. False where it was not stopped. Damaged counts, which
  /// stop every subject, are begun anew.
  public func thaw(subject: String) async throws -> Bool {
    let door = try openDoor()
    let account = try await caller()
    let bytes = try await door.state.read(Limits.item, of: .caller)
    if var limits = Limits(bytes), !limits.close(subject) { return false }
    try await executor.journal.append([
      "event": "thaw", "subject": .string(subject), "by": .string(account.name),
    ])
    return try await door.state.change(Limits.item) { bytes in
      guard var limits = Limits(bytes) else { return (Limits().bytes, true) }
      return limits.close(subject) ? (limits.bytes, true) : (nil, false)
    }
  }

  func freeze(_ door: Door) async throws -> Freeze? {
    for owner in [StateOwner.root, .caller] {
      if let bytes = try await door.state.read(Freeze.item, of: owner) { return Freeze(bytes) }
    }
    return nil
  }
}
