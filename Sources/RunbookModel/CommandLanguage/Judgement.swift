/// What a command does to the server, and why we think so.
public struct Judgement: Hashable, Sendable {
  public var effect: Effect
  /// `down -v deletes the volumes`
  public var reason: String
  /// Where the rule comes from: a manual page or the program's documentation.
  public var source: String
  /// False where nobody knows the program or its words: the effect is then a cautious guess.
  public var isKnown: Bool

  public init(effect: Effect, reason: String, source: String, isKnown: Bool) {
    self.effect = effect
    self.reason = reason
    self.source = source
    self.isKnown = isKnown
  }

  /// What nobody knows counts as the worst.
  static func unknown(_ reason: String, source: String = "no entry in the catalogue") -> Judgement {
    Judgement(effect: .destroys, reason: reason, source: source, isKnown: false)
  }
}

extension Sequence where Element == Judgement {
  /// The first of the strongest. Among observations a guess is stronger: what runs a script only looks as long as the
  /// script does.
  var strongest: Judgement? {
    var strongest: Judgement?
    for judgement in self {
      guard let held = strongest else {
        strongest = judgement
        continue
      }
      let isGuess =
        judgement.effect == .observes && held.effect == .observes && held.isKnown && !judgement.isKnown
      if held.effect < judgement.effect || isGuess { strongest = judgement }
    }
    return strongest
  }
}
