public import RunbookModel
public import ServerFacts

/// What was asked for, with its arguments. It cannot run anything: it returns plans.
public protocol PlannedOperation: Sendable {
  /// What the runbook states of what is operated on: where it changes, the operation is another.
  func row(_ runbook: Runbook) -> [Claim]
  /// One saga a subject.
  func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan]
}

/// Something that may be done on any server, by name.
public protocol Operation: PlannedOperation {
  static var card: OperationCard { get }
  /// Takes arguments that are already inside their vocabularies.
  init(_ arguments: Arguments) throws(Refusal)
}

/// What an operation says of itself: help, documentation and the tool of an agent are made from it.
public struct OperationCard: Hashable, Sendable {
  /// Imperative, kebab-case: `restart-service`.
  public var name: String
  /// One word that people may type instead at a terminal, `restart`; nil where the name has to do.
  public var alias: String?
  /// One sentence that a stranger understands, without the full stop.
  public var summary: String
  /// What it does to the server and how it is proved, for whoever decides whether to call it.
  public var detail: String
  public var effect: Effect
  public var parameters: [Parameter]
  /// What undoes it.
  public var undo: String

  public init(
    name: String, alias: String? = nil, summary: String, detail: String, effect: Effect,
    parameters: [Parameter], undo: String
  ) {
    self.name = name
    self.alias = alias
    self.summary = summary
    self.detail = detail
    self.effect = effect
    self.parameters = parameters
    self.undo = undo
  }

  /// `<service> [lines]`: the parameters in their places.
  public var places: String {
    parameters.map { $0.isOptional ? "[\($0.name)]" : "<\($0.name)>" }.joined(separator: " ")
  }

  /// `show-log <service> [lines]`.
  public var synopsis: String { parameters.isEmpty ? name : "\(name) \(places)" }
}

public struct Parameter: Hashable, Sendable {
  public enum Values: Hashable, Sendable {
    case vocabulary(Vocabulary)
    case number(ClosedRange<Int>)
    /// One of these: the runbook's, or our own.
    case words([String])
    /// Any single word: then a person has to agree.
    case anyWord
  }

  public var name: String
  public var summary: String
  public var values: Values
  /// Taken when the argument is left out; nil where it must be given.
  public var standard: String?
  /// Whether leaving it out is allowed.
  public var isOptional: Bool

  public init(
    name: String, summary: String, values: Values, standard: String? = nil, isOptional: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.values = values
    self.standard = standard
    self.isOptional = isOptional || standard != nil
  }

  /// One of the runbook's services, which has to be named.
  static let service = Parameter(name: "service", summary: "which service", values: .vocabulary(.services))
}
