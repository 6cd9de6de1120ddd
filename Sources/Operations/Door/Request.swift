public import Findings
public import JSON
public import RunbookModel
public import ServerFacts

/// Which operation is asked for, and with what: names and values that have passed their vocabularies.
public struct Request: Hashable, Sendable {
  public var operation: String
  public var arguments: [String: String]

  public init(operation: String, arguments: [String: String] = [:]) {
    self.operation = operation
    self.arguments = arguments
  }

  /// As it is typed: `restart-service luci`.
  public var words: String {
    let card = AllOperations.list.first { $0.card.name == operation }?.card
    let names = card?.parameters.map(\.name) ?? arguments.keys.sorted()
    return ([operation] + names.compactMap { arguments[$0] }).joined(separator: " ")
  }

  public var json: JSONObject {
    let members = arguments.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    return ["operation": .string(operation), "arguments": .object(JSONObject(members))]
  }

  /// nil for what is none.
  public init?(json: JSON) {
    guard let operation = json["operation"]?.asString, let given = json["arguments"]?.asObject else {
      return nil
    }
    self.init(operation: operation)
    for member in given.members {
      guard let value = member.value.asString else { return nil }
      arguments[member.key] = value
    }
  }

  /// What would be done for it as this runbook says, one plan a subject.
  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let offered = try AllOperations.find(operation, in: runbook)
    let operation = try offered.make(Arguments(arguments, for: offered.card, in: runbook))
    let row = operation.row(runbook).map(RowValue.init)
    var plans = try await operation.plans(runbook, by: facts)
    for index in plans.indices {
      plans[index].row = row
      plans[index].programs = try await Self.programs(plans[index], by: facts)
    }
    return plans
  }

  /// What a named operation would change, without a look at the server; nil where it only looks, or only its plan can
  /// tell.
  public func subject(_ runbook: Runbook) -> Address? {
    guard let offered = try? AllOperations.find(operation, in: runbook), offered.command == nil,
      offered.card.effect > .observes,
      let operation = try? offered.make(Arguments(arguments, for: offered.card, in: runbook))
    else { return nil }
    return operation.row(runbook).first?.address.entry
  }

  private static func programs(_ plan: Plan, by facts: Facts) async throws(Refusal) -> [ProgramFile] {
    let deeds = plan.steps.flatMap { [$0] + $0.compensation }.map(\.deed).filter { !$0.programs.isEmpty }
    guard !deeds.isEmpty else { return [] }
    guard case .seen(let caller) = await facts.ask(Caller()) else {
      throw Refusal(.notPossible, "the calling account cannot be seen")
    }
    var files: [String: ProgramFile] = [:]
    for deed in deeds {
      var owner = caller.uid
      // What runs as another is that account's to replace: it gains nothing by it.
      if case .pipe(let piped) = deed, let name = piped.account,
        case .seen(let account?) = await facts.ask(AccountNamed(name))
      {
        owner = account.uid
      }
      for path in deed.programs { files[path] = try await ProgramFile.read(path, caller: owner, by: facts) }
    }
    return files.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension Deed {
  fileprivate var programs: [String] {
    switch self {
    case .run(let words): words.programs
    case .pipe(let piped): piped.stages.flatMap { [$0.words[0]] + $0.executed }
    case .supervisor, .show: []
    }
  }
}
