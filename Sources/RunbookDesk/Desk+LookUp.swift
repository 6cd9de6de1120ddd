public import Findings
import RunbookModel
import Synchronization

/// The answers that were given from one reading of the runbook. Agents ask the same again and again, and finding an
/// answer takes a hundred times as long as giving it.
final class GivenAnswers: Sendable {
  /// Of the longest question and a long answer this is a few MiB.
  private static let most = 256

  private let given = Mutex<[String: LookUpAnswer]>([:])

  func answer(to question: String, _ find: (String) -> LookUpAnswer) -> LookUpAnswer {
    if let known = given.withLock({ $0[question] }), known.question.utf8.elementsEqual(question.utf8) {
      return known
    }
    let answer = find(question)
    given.withLock { given in
      if given.count >= Self.most { given.removeAll() }
      given[question] = answer
    }
    return answer
  }
}

extension Desk {
  /// Answers a question from the runbook's own words. No server is touched.
  public func lookUp(_ question: String) -> LookUpAnswer { answers.answer(to: question, answer) }

  private func answer(_ question: String) -> LookUpAnswer {
    switch Lookup.answer(question, in: runbook) {
    case .found(let answers): LookUpAnswer(question, .found, answers.map(stated))
    case .ambiguous(let answers): LookUpAnswer(question, .ambiguous, answers.map(stated))
    case .notStated(let about, let nearest):
      LookUpAnswer(
        question, .notStated, about: about.map(stated), nearest: nearest.map { secrets.text($0, at: nil) })
    }
  }

  private func stated(_ answer: Lookup.Answer) -> StatedValue {
    stated(answer.address, answer.label, answer.value)
  }

  /// A value with its place, a secret masked.
  func stated(_ address: Address, _ label: String, _ value: Located<String>) -> StatedValue {
    var address = address
    address.name = secrets.name(secrets.text(address.name, at: value.range))
    address.field = address.field.map(secrets.name)
    let label = secrets.name(secrets.text(label, at: value.range))
    var text = secrets.name(secrets.text(value.value, at: value.range))
    // A heading "Password" names what its sentences are about.
    if SecretMask.isName(label), text == value.value, !PlainWords.isPlain(text), !PlainWords.isSentence(text)
    {
      text = SecretMask.dots
    }
    return StatedValue(
      address: address, label: label, value: text, range: value.range)
  }
}

/// What the runbook says to a question.
public struct LookUpAnswer: Hashable, Sendable {
  public enum Outcome: String, Sendable { case found, ambiguous, notStated }

  public var question: String
  public var outcome: Outcome
  /// The answer, which may have several parts, or the candidates.
  public var values: [StatedValue]
  /// What the runbook does say about the subject, where it has no answer.
  public var about: [StatedValue]
  public var nearest: [String]

  init(
    _ question: String, _ outcome: Outcome, _ values: [StatedValue] = [], about: [StatedValue] = [],
    nearest: [String] = []
  ) {
    self.question = question
    self.outcome = outcome
    self.values = values
    self.about = about
    self.nearest = nearest
  }
}

/// One value that the runbook states, as it may be shown.
public struct StatedValue: Hashable, Sendable {
  public var address: Address
  public var label, value: String
  public var range: SourceRange
}
