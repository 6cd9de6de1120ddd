public import DriftChecks
import Findings

/// Words that pick out verdicts: a check or a group of checks, a subject, or a check on a subject (`id@subject`).
public struct VerdictSelector: Hashable, Sendable {
  public var text: String

  public init(_ text: String) {
    self.text = text
  }

  public func matches(_ verdict: Verdict) -> Bool {
    if Self.isCheck(text, verdict.check) || Self.isSubject(text, verdict.claim) { return true }
    guard let at = text.firstIndex(of: "@") else { return false }
    return Self.isCheck(text[..<at], verdict.check)
      && Self.isSubject(text[text.index(after: at)...], verdict.claim)
  }

  /// Whether some verdict of this check may be meant; a subject may be any check's.
  func concerns(_ id: String) -> Bool {
    guard let check else { return true }
    return Self.isCheck(check, id)
  }

  /// The check or the group that is named, where one is.
  private var check: Substring? {
    if Self.isKnown(text[...]) { return text[...] }
    guard let at = text.firstIndex(of: "@"), Self.isKnown(text[..<at]) else { return nil }
    return text[..<at]
  }

  /// Whether it names checks alone, which are known whatever the runbook says.
  var isOfChecks: Bool { Self.isKnown(text[...]) }

  private static func isKnown(_ word: Substring) -> Bool { checkWords.contains(String(word)) }

  /// Every id and every group.
  static let checkWords = Set(groups.keys).union(groups.values)

  /// The group of each id.
  private static let groups: [String: String] = Dictionary(
    uniqueKeysWithValues: AllChecks.groups.flatMap { group in group.checks.map { ($0.card.id, group.name) } })

  private static func isCheck(_ word: some StringProtocol, _ id: String) -> Bool {
    word == id || groups[id].map { word == $0 } ?? false
  }

  private static func isSubject(_ word: some StringProtocol, _ claim: Address) -> Bool {
    word == claim.name || word == claim.entry.description || word == claim.description
  }
}

/// What a check run is about: all of it, only some, or all except some.
public struct CheckSelection: Hashable, Sendable {
  public var only, except: [VerdictSelector]

  public static let all = CheckSelection()

  /// Each word may hold several selectors with commas between.
  public init(only: [String] = [], except: [String] = []) {
    self.only = Self.selectors(only)
    self.except = Self.selectors(except)
  }

  private static func selectors(_ words: [String]) -> [VerdictSelector] {
    words.flatMap { $0.split(separator: ",") }.map { part in
      VerdictSelector(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
    }
  }

  public var isAll: Bool { only.isEmpty && except.isEmpty }

  func takes(_ verdict: Verdict) -> Bool {
    (only.isEmpty || only.contains { $0.matches(verdict) }) && !except.contains { $0.matches(verdict) }
  }

  /// Whether a check has to be asked at all.
  func concerns(_ id: String) -> Bool { only.isEmpty || only.contains { $0.concerns(id) } }
}
