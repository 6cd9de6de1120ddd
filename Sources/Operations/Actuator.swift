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

  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The write-ahead log. A record is on the disk when `append` returns.
public protocol Journal: Sendable {
  func append(_ record: JSONObject) async throws(Fault)
}

/// One change at a time for a subject.
public protocol Locks: Sendable {
  /// Takes the lock of a subject, or throws a `.busy` fault that says who holds it and since when. The lock lasts
  /// as long as the returned value lives, and dies with the process.
  func take(_ subject: String) async throws(Fault) -> any HeldLock
}

public protocol HeldLock: Sendable {
  func release() async
}

public protocol Digests: Sendable {
  /// SHA-256 in hexadecimal.
  func sha256(_ bytes: [UInt8]) -> String
}
