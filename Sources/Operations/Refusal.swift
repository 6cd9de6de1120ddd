/// Why we will not do what was asked, and what we would do instead.
public struct Refusal: Error, Hashable, Sendable {
  public enum Kind: String, Sendable {
    /// There is no operation of that name.
    case unknownOperation
    /// A value is missing, not wanted, or outside the vocabulary.
    case argument
    /// The server is not in a state in which this can be planned, or that state cannot be seen.
    case notPossible
    /// No person has trusted this runbook, or it says something else now than what was trusted.
    case untrusted
    /// A rule of the runbook or of the policy forbids it.
    case rule
    /// The entry is not what the server shows, and a person has to agree first.
    case drift
    /// A person has to agree first.
    case consent
    /// A plan that is used up, expired, not ours, damaged, or no longer what would be done.
    case stalePlan
    /// All changes are stopped.
    case frozen
    /// Too many changes lately, or too many failed ones.
    case limit
    /// Another change of the same subject is under way.
    case busy
  }

  public var kind: Kind
  public var message: String
  /// Everything that would have been accepted in that place.
  public var accepted: [String]
  /// The accepted words that are closest to what was given.
  public var nearest: [String]
  /// The command that helps.
  public var help: String?
  /// What it rests on in other words than ours: a rule's sentence, what a check saw. It is shown to people, and to a
  /// model not at all.
  public var said: [String]

  public init(
    _ kind: Kind, _ message: String, accepted: [String] = [], nearest: [String] = [], help: String? = nil,
    said: [String] = []
  ) {
    self.kind = kind
    self.message = message
    self.accepted = accepted
    self.nearest = nearest
    self.help = help
    self.said = said.map { Told.harmless($0) }.filter { !$0.isEmpty }
  }
}
