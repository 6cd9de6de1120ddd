import Findings
public import ServerFacts

/// A sentence of ours, and apart from it what strangers say to the same: supervisord, a log, the name of a process.
public struct Told: Hashable, Sendable, ExpressibleByStringInterpolation {
  public var text: String
  /// Words from the world, cleaned, without secrets, cut.
  public var untrusted: String

  /// Nobody reads more, and a model not at all.
  private static let longest = 32_768

  public init(_ text: String, untrusted: String = "") {
    self.text = text
    self.untrusted = Self.harmless(untrusted)
  }

  public init(stringLiteral text: String) { self.init(text) }

  /// What could not be seen: where and why as the system, or a program that was asked, says it.
  public init(_ blindness: Blindness) {
    let way = blindness.reason == .permission ? "; root can see it" : ""
    self.init("it cannot be seen: \(blindness.reason.words)\(way)", untrusted: blindness.text)
  }

  func with(_ more: String) -> Told { Told(text + more, untrusted: untrusted) }

  /// The end is what matters where it is cut.
  static func harmless(_ text: String) -> String {
    let clean = SecretMask.mask(text.cleaned)
    return clean.utf8.count <= longest
      ? clean : "…" + String(decoding: clean.utf8.suffix(longest), as: UTF8.self)
  }
}

extension Blindness.Reason {
  var words: String {
    switch self {
    case .permission: "not allowed from this account"
    case .unreachable: "no answer"
    case .timeout: "no answer in time"
    case .malformed: "the answer makes no sense"
    case .missingProgram: "the program that would answer is not installed"
    case .notRecorded: "it was not recorded"
    }
  }
}
