public import Operations
import RunbookModel
import ServerFacts

extension Desk {
  public static var operationCards: [OperationCard] { AllOperations.list.map { $0.card } }

  /// What may be asked for by name, each parameter with the words it takes in this runbook.
  public func operations() -> [OperationOffer] {
    Self.operationCards.map { card in
      let accepted = card.parameters.map { Arguments.accepted($0, in: runbook) }
      return OperationOffer(card: card, accepted: accepted)
    }
  }

  /// Derives the plans of an operation from words by their place. Nothing is changed.
  public func plan(_ name: String, words: [String]) async throws(Refusal) -> [Plan] {
    let operation = try Self.operation(name)
    return try await plans(operation, Arguments(words: words, for: operation.card, in: runbook))
  }

  /// The same from values by name.
  public func plan(_ name: String, arguments: [String: String]) async throws(Refusal) -> [Plan] {
    let operation = try Self.operation(name)
    return try await plans(operation, Arguments(arguments, for: operation.card, in: runbook))
  }

  /// Runs plans one after the other; a failure of one does not keep the next from its turn.
  public func run(_ plans: [Plan], actor: String) async -> [Execution] {
    var executions: [Execution] = []
    for plan in plans { executions.append(await executor.run(plan, actor: actor)) }
    return executions
  }

  public func digest(_ plan: Plan) -> String { plan.digest(executor.digests) }

  private func plans(_ operation: any Operation.Type, _ arguments: Arguments) async throws(Refusal) -> [Plan]
  {
    try await operation.init(arguments).plans(runbook, by: Facts(server))
  }

  private static func operation(_ name: String) throws(Refusal) -> any Operation.Type {
    if let operation = AllOperations.list.first(where: { $0.card.name == name }) { return operation }
    let names = AllOperations.list.map { $0.card.name }
    throw Refusal(
      .unknownOperation, "there is no operation of that name", accepted: names,
      nearest: Nearest.words(to: name, among: names))
  }
}

/// An operation and the words that each of its parameters takes.
public struct OperationOffer: Hashable, Sendable {
  public var card: OperationCard
  /// In the order of `card.parameters`.
  public var accepted: [[String]]
}

/// A plan with the digest that names it.
public struct PlannedSaga: Hashable, Sendable {
  public var plan: Plan
  public var digest: String
}

extension Desk {
  public func planned(_ plans: [Plan]) -> [PlannedSaga] {
    plans.map { PlannedSaga(plan: $0, digest: digest($0)) }
  }
}
