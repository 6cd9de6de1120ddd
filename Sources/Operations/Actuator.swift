public import JSON

/// The hands: whatever does a deed. There is a live one (in `LiveHost`) and a scripted one in the tests.
public protocol Actuator: Sendable {
  /// Does one deed that changes something, or throws the reason why it could not be done at all. `.show` is never
  /// given to an actuator.
  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome
}

/// How a deed went, as far as whoever did it can tell. It is no proof.
public struct DeedOutcome: Hashable, Sendable {
  /// The exit status of a command; 0 or supervisord's fault code for a call.
  public var status: Int
  /// What it said, cleaned. Words from the world.
  public var output: String

  public init(status: Int, output: String) {
    self.status = status
    self.output = output
  }
}

/// Something about us or the system that kept a deed from being done: code, errno and path in one sentence.
public struct Fault: Error, Hashable, Sendable {
  public enum Kind: String, Sendable { case unavailable, io, permission, timeout, busy, internalError }

  public var kind: Kind
  public var text: String
  /// What a program had said until then. Words from the world.
  public var said: String

  public init(_ kind: Kind, _ text: String, said: String = "") {
    self.kind = kind
    self.text = text
    self.said = said
  }
}

/// The write-ahead log.
public protocol Journal: Sendable {
  /// The record is on the disk when this returns.
  func append(_ record: JSONObject) async throws(Fault)
  /// What was written, oldest first. What is no record is left out.
  func records() async throws(Fault) -> [JSON]
  /// The last of them, at least the records of a plan that is under way. It costs the same however many there are.
  func recent() async throws(Fault) -> [JSON]
  /// Counts the records and proves that each follows from the one before.
  func verify() async throws(Fault) -> JournalState
}

extension Journal {
  public func recent() async throws(Fault) -> [JSON] { try await records() }
}

/// What the chain of a journal says.
public struct JournalState: Hashable, Sendable {
  public var records: Int
  /// The digest of the last record: who has noted it elsewhere can tell that none was taken away since.
  public var head: String
  /// The number, from 1, of the first record that does not follow from the one before.
  public var firstBroken: Int?
  /// Whether the last line is the beginning of one: it was being written when the process ended.
  public var isTorn: Bool
  /// How many such lines were set aside before.
  public var setAside = 0

  public init(records: Int, head: String, firstBroken: Int?, isTorn: Bool) {
    self.records = records
    self.head = head
    self.firstBroken = firstBroken
    self.isTorn = isTorn
  }
}

/// One change at a time for a subject.
public protocol Locks: Sendable {
  /// Takes the lock of a subject, or throws a `.busy` fault that says who holds it and since when. The lock lasts
  /// as long as the returned value lives, and dies with the process.
  func take(_ subject: String) async throws(Fault) -> any HeldLock
  /// Who holds a lock now, one line each: `service/luci: pid 812, a change of service/luci, since …`.
  func held() async throws(Fault) -> [String]
}

extension Locks {
  public func held() async throws(Fault) -> [String] { [] }
}

public protocol HeldLock: Sendable {
  func release() async
}

public protocol Digests: Sendable {
  /// SHA-256 in hexadecimal.
  func sha256(_ bytes: [UInt8]) -> String
}
