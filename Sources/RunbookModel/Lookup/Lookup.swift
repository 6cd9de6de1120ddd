public import Findings

/// Answers a question from what a runbook says, without a model: what is asked is found by the runbook's own
/// words.
///
/// Every word of the question has to be accounted for, because a word that nothing explains may turn its
/// sense around. A
/// wrong answer is worse than none, so what fits equally well is told as several.
public enum Lookup: Sendable {
  /// One answer, or several that belong together: the lines of one command, a command and its alternative,
  /// the steps of
  /// one procedure.
  case found([Answer])
  /// Several answers fit equally well.
  case ambiguous([Answer])
  /// The runbook does not say; what it does say about that subject, and the nearest names.
  case notStated(about: [Answer], nearest: [String])

  public static func answer(_ question: String, in runbook: Runbook) -> Lookup {
    let asked = Question(question)
    let index = SayingCollection.index(runbook, for: asked)
    let answer = Answering(asked, index, runbook).answer()
    guard case .notStated = answer else { return answer }
    return paraphrased(question, asked, in: runbook) ?? answer
  }

  /// One index for all readings that want the same kind of answer.
  private static func paraphrased(_ question: String, _ asked: Question, in runbook: Runbook) -> Lookup? {
    var indexes: [Intent: SayingIndex] = [:]
    let readings = Paraphrase.readings(of: question, asked)
    func answers(_ reading: Paraphrase) -> [Answer]? {
      let intent = reading.question.intent
      let alike = readings.map(\.question).filter { $0.intent == intent }
      let index =
        indexes[intent] ?? SayingCollection.index(runbook, for: reading.question.together(with: alike))
      indexes[intent] = index
      return Answering(reading, index, runbook).found
    }
    for reading in readings where reading.product == nil {
      if let answers = answers(reading) { return .found(answers) }
    }
    // Two products of one kind: which of them is meant?
    let found = readings.filter { $0.product != nil }.compactMap(answers)
    return found.count == 1 ? .found(found[0]) : nil
  }

  /// One thing that the runbook says, with the place where it says it.
  public struct Answer: Hashable, Sendable {
    public var address: Address
    /// The runbook's own word for it: the column header, the key, the heading.
    public var label: String
    public var value: Located<String>
  }
}
