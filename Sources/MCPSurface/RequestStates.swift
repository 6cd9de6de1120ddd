import JSON
import Synchronization

/// What a client carries for us from the answer that asks for input to the call that brings it (2026-07-28, "Multi
/// Round-Trip Requests"). It is in an attacker's hands on the way: it holds for one call with the same arguments by the
/// same speaker, once, and not for long.
final class RequestStates: Sendable {
  /// What a state is bound to.
  struct Call: Sendable {
    var tool: String
    var arguments: JSON
    var speaker: Speaker

    fileprivate var text: String {
      JSON.array([.string(tool), arguments, .string(speaker.name)]).canonical
    }
  }

  private static let version = "1"

  private let seal: (@Sendable ([UInt8]) -> [UInt8])?
  private let now: @Sendable () -> ContinuousClock.Instant
  private let start: ContinuousClock.Instant
  /// Nonces that came back, with the end of their time.
  private let used = Mutex<[String: Int]>([:])

  init(
    seal: (@Sendable ([UInt8]) -> [UInt8])?, now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.seal = seal
    self.now = now
    start = now()
  }

  /// The state for a plan; nil where nothing can be sealed.
  func issue(plan: String, for call: Call, within limit: Duration) -> String? {
    let issued = seconds
    let nonce = [UInt64.random(in: .min ... .max), .random(in: .min ... .max)].map { String($0, radix: 36) }
    let words = [
      Self.version, plan, "\(issued)", "\(issued + Int(limit.components.seconds))",
      nonce.joined(separator: "-"),
    ].joined(separator: ".")
    return mark(words, call).map { "\(words).\($0)" }
  }

  /// The plan of a state that came back, which from now on is used.
  func redeem(_ text: String, for call: Call) throws(RPCError) -> String {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, let expires = Int(parts[3]),
      let mark = mark(parts.dropLast().joined(separator: "."), call), Self.areSame(mark, parts[5])
    else {
      throw RPCError(
        .invalidParams, "requestState is not what was given out for this call: call again without it")
    }
    let seconds = seconds
    guard seconds < expires else {
      throw RPCError(.invalidParams, "requestState has expired: call again without it")
    }
    let isNew = used.withLock { used in
      used = used.filter { $0.value > seconds }
      return used.updateValue(expires, forKey: parts[4]) == nil
    }
    guard isNew else {
      throw RPCError(.invalidParams, "requestState was used already: call again without it")
    }
    return parts[1]
  }

  private var seconds: Int { Int((now() - start).components.seconds) }

  private func mark(_ words: String, _ call: Call) -> String? {
    guard let bytes = seal?(Array("\(words)\n\(call.text)".utf8)), !bytes.isEmpty else { return nil }
    return bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  /// In the same time wherever they differ.
  private static func areSame(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
