import DriftChecks
import Findings
import JSON
public import Operations
import RunbookModel
import ServerFacts

/// How the present text of a runbook stands to the one that a person has trusted.
public struct TrustStatus: Sendable {
  public var path: String
  /// SHA-256 of the present text.
  public var digest: String
  /// Who trusted it last and when; nil where nobody has.
  public var trusted: TrustedRunbook?
  public var changes: PowerChanges
  public var mode: Policy.Mode
  /// Whether the present text is the trusted one, byte for byte.
  public var isCurrent: Bool
}

extension Desk {
  /// What the present text of the runbook would let an agent do that the trusted one does not.
  public func trustStatus() async throws -> TrustStatus {
    let door = try openDoor()
    let trusted = try await trusted(door)
    let before = try trusted.map { try model($0) }
    let digest = TrustedRunbook.digest(present, executor.digests)
    var changes = PowerChanges(from: before, to: runbook)
    for place in changes.lines.indices {
      changes.lines[place].what = secrets.name(changes.lines[place].what)
      changes.lines[place].detail = secrets.name(changes.lines[place].detail)
    }
    return TrustStatus(
      path: path, digest: digest, trusted: trusted, changes: changes,
      mode: try await policy(door).mode,
      isCurrent: trusted?.chapters == present)
  }

  /// Records that a person has agreed to the present text.
  ///
  /// - Parameter expected: the digest of the text that was read, so that no other is trusted in its place.
  public func trust(expected: String) async throws {
    let door = try openDoor()
    try refuseExposed()
    let digest = TrustedRunbook.digest(present, executor.digests)
    guard digest == expected else {
      throw Refusal(
        .untrusted, "\(file) has the digest \(digest), not the one that was expected: nothing is trusted",
        help: "runbook trust")
    }
    let account = try await caller()
    let mode = try await policy(door).mode
    guard mode == .advisory || account.uid == 0 else {
      throw Refusal(.untrusted, "root's policy is enforced: only root trusts", help: "sudo runbook trust")
    }
    let record = TrustedRunbook(
      path: path, chapters: present, approver: account.name, at: await server.now())
    // The journal first: whatever gives power is not there without its record.
    try await executor.journal.append([
      "event": "trust", "runbook": .string(path), "digest": .string(digest),
      "by": .string(account.name),
    ])
    try await door.state.write(
      Array(JSON.object(record.json(executor.digests)).text().utf8), to: trustItem,
      of: account.uid == 0 ? .root : .caller)
  }

  /// What is trusted: where root's policy is enforced only what root has, else one's own, then root's.
  func trusted(_ door: Door) async throws -> TrustedRunbook? {
    let isEnforced = try await policy(door).mode == .enforced
    let item = trustItem
    for owner in isEnforced ? [StateOwner.root] : [.caller, .root] {
      guard let bytes = try await door.state.read(item, of: owner) else { continue }
      let record = trustedRecord.value(of: bytes) { bytes in
        var record = (try? JSON.parse(bytes)).flatMap { TrustedRunbook(json: $0, executor.digests) }
        // Held once, and known to be the same without a look at each byte.
        if record?.chapters == present { record?.chapters = present }
        return record
      }
      guard let record, record.path == path else {
        throw Refusal(
          .untrusted, "the record of what was trusted of \(file) is damaged", help: "runbook trust")
      }
      return record
    }
    return nil
  }

  /// The trusted text as a runbook; refuses where there is none.
  func trustedRunbook(_ door: Door) async throws -> Runbook { try reading(await agreed(door)) }

  /// The record of what a person has agreed to; refuses where there is none.
  func agreed(_ door: Door) async throws -> TrustedRunbook {
    try refuseExposed()
    guard let record = try await trusted(door) else {
      throw Refusal(
        .untrusted, "nobody has trusted \(file) yet: lookups and the check work, operations do not",
        help: "runbook trust")
    }
    return record
  }

  func reading(_ record: TrustedRunbook) throws -> Runbook {
    record.chapters == present ? runbook : try trustedModel.value(of: record, model)
  }

  private var trustItem: StateItem {
    trustedItem.value(of: path) { StateItem(.trust, executor.digests.sha256(Array($0.utf8))) }
  }

  private func model(_ record: TrustedRunbook) throws -> Runbook {
    var runbook = Runbook(try Self.documents(record.chapters.map { Chapter(name: $0.name, bytes: $0.bytes) }))
    runbook.folder = Self.folder(of: path)
    return runbook
  }

  /// Whoever can write the runbook could narrow what may be done, and whoever trusts it would trust their words.
  func refuseExposed() throws {
    guard let who = try source.exposure() else { return }
    throw Refusal(.untrusted, "\(path) can be written by \(who)", help: "chmod o-w \(path)")
  }
}
