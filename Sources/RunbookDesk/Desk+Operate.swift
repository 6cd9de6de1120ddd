import Findings
import JSON
public import Operations
public import RunbookModel
import ServerFacts

extension Desk {
  public static var operationCards: [OperationCard] { AllOperations.list.map { $0.card } }

  /// What may be asked for by name, each parameter with the words it takes: those that the present text and the trusted
  /// one have in common. Nothing before the first trust. On a recording, where nothing can be changed, all there are.
  public func operations() async -> [OperationOffer] {
    guard let door else { return offers(sharedWith: nil) }
    guard let record = try? await agreed(door) else { return [] }
    let shared = try? lastOffers.value(of: record) { record in
      let agreed = try reading(record)
      return offers(sharedWith: Self.isSame(agreed, runbook) ? nil : agreed)
    }
    return shared ?? []
  }

  /// - Parameter trusted: nil where it says the same.
  private func offers(sharedWith trusted: Runbook?) -> [OperationOffer] {
    var present = AllOperations.offered(runbook).filter {
      $0.command != nil || Power.gives($0, in: runbook)
    }
    if let trusted {
      let agreed = Dictionary(
        AllOperations.offered(trusted).map { ($0.card.name, $0.card) },
        uniquingKeysWith: { first, _ in first })
      present.removeAll { agreed[$0.card.name] != $0.card }
    }
    // Many commands take the words of one vocabulary.
    let words = Dictionary(
      uniqueKeysWithValues: Vocabulary.allCases.map { vocabulary in
        let agreed = trusted.map { Set(vocabulary.words($0)) }
        let words = vocabulary.words(runbook).filter { agreed?.contains($0) ?? true }
        return (vocabulary, words.filter(isShown))
      })
    return present.map { offered in
      offer(offered) { parameter in
        if case .vocabulary(let vocabulary) = parameter.values { return words[vocabulary] ?? [] }
        return Arguments.accepted(parameter, in: runbook).filter(isShown)
      }
    }
  }

  private func isShown(_ word: String) -> Bool { secrets.name(word) == word }

  private func offer(_ offered: OfferedOperation, _ accepted: (Operations.Parameter) -> [String])
    -> OperationOffer
  {
    var offer = OperationOffer(
      card: offered.card,
      accepted: offered.card.parameters.map(accepted),
      isStated: offered.command != nil)
    guard let command = offered.command else { return offer }
    func masked(_ text: String) -> String { secrets.name(secrets.text(text, at: command.source.range)) }
    // A password that is a word of everybody's, such as the name of a program, keeps no command from its name.
    let name = secrets.name(command.name)
    offer.template = masked(command.line.template)
    offer.same = offered.same
    offer.refusal = command.refusal ?? secretRefusal(command)
    if name != command.name {
      offer.card.name = name
      offer.refusal = offer.refusal ?? "a secret stands in its name, which is shown wherever it is used"
    }
    offer.card.summary = masked(offer.card.summary)
    offer.card.detail = masked(offer.card.detail)
    return offer
  }

  /// While a program runs every account can read its words.
  func secretRefusal(_ command: StatedCommand) -> String? {
    let template = command.line.template
    guard secrets.text(template, at: command.source.range) != template else { return nil }
    return "a secret stands in its words, which everybody could read while it runs"
  }

  /// A request from words by their place.
  public func request(_ name: String, words: [String]) throws(Refusal) -> Request {
    let card = try AllOperations.find(name, in: runbook).card
    return try request(card, Arguments(words: words, for: card, in: runbook))
  }

  /// A request from values by name.
  public func request(_ name: String, arguments: [String: String]) throws(Refusal) -> Request {
    let card = try AllOperations.find(name, in: runbook).card
    return try request(card, Arguments(arguments, for: card, in: runbook))
  }

  private func request(_ card: OperationCard, _ arguments: Arguments) -> Request {
    var request = Request(operation: card.name)
    for parameter in card.parameters { request.arguments[parameter.name] = arguments[parameter.name] }
    return request
  }

  /// What would be done, and who has to agree. What changes something is kept under an id, to be agreed to and run.
  public func plan(_ request: Request, actor: String) async throws -> [WeighedPlan] {
    guard let door else {
      return try await request.plans(runbook, by: Facts(server)).map {
        WeighedPlan(request: request, plan: $0, digest: digest($0), consent: .none)
      }
    }
    var weighed = try await weigh(request, door)
    for place in weighed.indices where !weighed[place].isDoneAtOnce {
      weighed[place].id = try await keep(weighed[place], actor: actor, key: nil, door)
    }
    return weighed
  }

  /// Does what is asked for, where policy agrees to it; where a person has to, the plan is kept and the refusal names
  /// it. What changes something runs in a process of its own and is waited for; it runs here where `letGo` makes this
  /// process one that outlives whoever called.
  ///
  /// - Parameter key: a second call with the same key gets what became of the first one.
  public func operate(
    _ request: Request, actor: String, key: String? = nil,
    letGo: (@Sendable () throws(Fault) -> Void)? = nil
  ) async throws -> [Execution] {
    var leadsToPerson = key != nil
    if let letGo, key == nil, let subject = request.subject(runbook) {
      if let execution = try await operateHere(request, on: subject, actor: actor, letGo) {
        return [execution]
      }
      leadsToPerson = true
    }
    // Whoever runs it asks the server under the subject's lock whether it has drifted. Asked here as well, every call
    // would pay for it twice, where no plan has to be kept that a person can agree to.
    switch try await prepare(request, actor: actor, key: key, asksForDrift: leadsToPerson) {
    case .observed(let executions): return executions
    case .kept(let plans):
      var executions: [Execution] = []
      for plan in plans {
        if let refusal = plan.refusal { throw refusal }
        executions.append(try await finish(plan.id, letGo: letGo))
      }
      return executions
    }
  }

  /// Does what only looks; of everything else the plans are kept, each to be agreed to where somebody has to, and to be
  /// finished.
  ///
  /// - Parameters:
  ///   - key: a second call with the same key gets the plan of the first one.
  ///   - strongest: what is stronger is refused.
  ///   - asksForDrift: whether the refusal of an entry that has drifted comes now, or when its plan is finished.
  public func prepare(
    _ request: Request, actor: String, key: String? = nil, upTo strongest: Effect = .destroys,
    asksForDrift: Bool = true
  ) async throws -> Prepared {
    guard let door else {
      return .observed(try await observe(request.plans(runbook, by: Facts(server))))
    }
    if let key, let earlier = try await earlier(key, request, door) {
      return .kept([Prepared.Kept(id: earlier)])
    }
    var weighed = try await weigh(request, door, asksForDrift: asksForDrift)
    if !asksForDrift, weighed.contains(where: { $0.consent == .person }) {
      weighed = try await weigh(request, door)
    }
    if let over = weighed.first(where: { $0.plan.effect > strongest }) {
      throw Refusal(
        .rule,
        "\(request.words) \(over.plan.effect.rawValue), and here no more is offered than what "
          + strongest.rawValue)
    }
    if weighed.allSatisfy(\.isDoneAtOnce) { return .observed(try await observe(weighed.map(\.plan))) }
    var plans: [Prepared.Kept] = []
    for one in weighed {
      // While another call restarts it nothing of it is where it belongs.
      if !one.drift.isEmpty, try await isBusy(one.plan.subject.description) {
        throw Fault(.busy, "\(one.plan.subject) is being changed by another call")
      }
      let agreed = one.consent == .person ? try await approved(one, door) : nil
      var id: String
      if let agreed { id = agreed } else { id = try await keep(one, actor: actor, key: key, door) }
      if let key { id = try await claim(key, id, request, door) }
      plans.append(
        Prepared.Kept(
          id: id, refusal: one.consent < .person || agreed != nil ? nil : Self.wantsPerson(one, id)))
    }
    return .kept(plans)
  }

  private func observe(_ plans: [Plan]) async throws -> [Execution] {
    var executions: [Execution] = []
    for plan in plans {
      guard plan.effect == .observes else {
        throw Refusal(.notPossible, "a recording can be looked at and not changed")
      }
      executions.append(masked(await executor.observe(plan)))
    }
    return executions
  }

  func keep(
    _ weighed: WeighedPlan, actor: String, key: String?, _ door: Door
  ) async throws -> String {
    let kept = KeptPlan(
      request: weighed.request, plan: weighed.plan, consent: weighed.consent,
      reasons: weighed.reasons.map(\.words),
      runbook: path, uid: try await caller().uid, actor: actor, key: key, created: await server.now(),
      nonce: door.nonce())
    let id = kept.id(executor.digests)
    try await door.state.write(kept.bytes, to: StateItem(.plans, id), of: .caller)
    // A record of another plan that cannot be read or removed is no reason to do nothing.
    try? await sweep(door)
    return id
  }

  /// The refusal of a plan that waits for a person, with what to do.
  public static func wantsPerson(_ weighed: WeighedPlan, _ id: String) -> Refusal {
    Refusal(
      weighed.drift.isEmpty ? .consent : .drift,
      "a person has to agree to \(weighed.request.words): \(weighed.reasons.map(\.text).joined(separator: "; "))",
      help: "runbook approve \(id), and then runbook run --plan \(id)", said: weighed.reasons.map(\.said))
  }
}

/// What became of a request before anything was changed for it.
public enum Prepared: Sendable {
  /// A plan that waits to be finished.
  public struct Kept: Sendable {
    public var id: String
    /// That a person has to agree first, with what to do; nil where nobody has to.
    public var refusal: Refusal?

    public init(id: String, refusal: Refusal? = nil) {
      self.id = id
      self.refusal = refusal
    }
  }

  case observed([Execution])
  /// One a subject.
  case kept([Kept])
}

/// An operation and the words that each of its parameters takes.
public struct OperationOffer: Hashable, Sendable {
  public var card: OperationCard
  /// In the order of `card.parameters`.
  public var accepted: [[String]]
  /// Whether it is a command that the runbook states.
  public var isStated: Bool
  /// The command as it is written, secrets masked.
  public var template: String?
  /// Why it is only shown; nil where it can be run.
  public var refusal: String?
  /// The named operation that it is, under a name of its own.
  public var same: String?
}
