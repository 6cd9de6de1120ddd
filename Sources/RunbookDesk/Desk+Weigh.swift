import DriftChecks
import Findings
import MarkdownDocument
import Operations
import RunbookModel
import ServerFacts

extension Desk {
  /// Derives the plans of a request, and says who has to agree to them. Nothing is changed and nothing is kept.
  ///
  /// What a runbook gives is the meet of its present text and the trusted one: the plan has to come out of both, word
  /// for word. Whatever was edited since the last trust can so narrow what is done and never widen it.
  ///
  /// - Parameters:
  ///   - given: what was seen of the server already; nil for new looks.
  ///   - asksForDrift: whether the server is asked if the entry is what the runbook says.
  func weigh(
    _ request: Request, _ door: Door, by given: Facts? = nil, asksForDrift: Bool = true
  ) async throws -> [WeighedPlan] {
    let policy = try await policy(door)
    let trusted = try await trustedRunbook(door)
    if let command = try AllOperations.find(request.operation, in: runbook).command,
      let reason = secretRefusal(command)
    {
      throw Refusal(.notPossible, "\(command.name) is shown and never run: \(reason)")
    }
    let facts = given ?? Facts(server)
    let isCurrent = Self.isSame(trusted, runbook)
    let plans = try await plans(request, isTrusted: isCurrent, facts)
    // The same text gives the same plans by the same facts.
    if !isCurrent { try await refuseWidened(plans, request, trusted, facts) }
    // Whatever was edited since the last trust can forbid more and never less, and take no check what it goes by.
    let texts = isCurrent ? [runbook] : [runbook, trusted]
    let gate = RuleGate(rules: texts.flatMap(\.rules))
    var weighed: [WeighedPlan] = []
    for plan in plans {
      if policy.forbids(plan, of: request) {
        throw Refusal(.rule, "root's policy never lets \(request.words) be done", help: "see \(Policy.path)")
      }
      var one = WeighedPlan(
        request: request, plan: plan, digest: digest(plan), consent: policy.consent(to: plan, of: request))
      // Our own looks run nothing that a rule could speak of.
      guard plan.effect > .observes || plan.runsPrograms else {
        weighed.append(one)
        continue
      }
      let aliases = aliases(plan.subject)
      if let rule = gate.forbids(plan, aliases) {
        throw Refusal(.rule, "a rule forbids it: \(rule.sentence.range)", said: [words(rule)])
      }
      one.reasons = gate.wantsApproval(plan, aliases).map {
        Reason("a rule wants a person to agree: \($0.sentence.range)", said: words($0))
      }
      for text in texts where asksForDrift && plan.effect > .observes {
        let known = Set(one.drift.map(\.message))
        one.drift += await drift(of: plan.subject, in: text, facts).filter { !known.contains($0.message) }
      }
      one.reasons += one.drift.map { Reason("the entry has drifted: \($0.source)", said: $0.message) }
      if !one.reasons.isEmpty { one.consent = .person }
      if one.consent == .person, one.reasons.isEmpty { one.reasons = [Reason(policy.reason(plan, request))] }
      weighed.append(one)
    }
    return weighed
  }

  /// Byte for byte: two spellings of one letter are equal strings, and name two programs.
  static func isSame(_ trusted: Runbook, _ present: Runbook) -> Bool {
    trusted.documents.elementsEqual(present.documents) { old, new in
      old.file.utf8.elementsEqual(new.file.utf8)
        && old.lines.elementsEqual(new.lines) { $0.utf8.elementsEqual($1.utf8) }
    }
  }

  /// What the present text gives. Where nobody has trusted it, its words are a stranger's.
  private func plans(_ request: Request, isTrusted: Bool, _ facts: Facts) async throws(Refusal) -> [Plan] {
    do throws(Refusal) {
      return try await request.plans(runbook, by: facts)
    } catch {
      if isTrusted { throw error }
      throw Refusal(
        error.kind, "\(file) as it stands does not give \(request.words)", accepted: error.accepted,
        nearest: error.nearest, help: error.help, said: [error.message] + error.said)
    }
  }

  private func refuseWidened(
    _ plans: [Plan], _ request: Request, _ trusted: Runbook, _ facts: Facts
  ) async throws(Refusal) {
    let agreed: [Plan]
    do throws(Refusal) {
      agreed = try await request.plans(trusted, by: facts)
    } catch {
      throw Refusal(
        .untrusted, "the trusted \(file) does not give \(request.words): \(error.message)",
        help: "runbook trust",
        said: error.said)
    }
    guard agreed.map(digest) != plans.map(digest) else { return }
    let old = Set(agreed.flatMap(\.row)), new = Set(plans.flatMap(\.row))
    let changed = old.symmetricDifference(new).map(\.claim)
    throw Refusal(
      .untrusted,
      "\(file) says something else of \(request.words) than what was trusted", help: "runbook trust",
      said: Set(changed).sorted())
  }

  /// What the checks of identity find on an entry. What cannot be seen refuses nothing: the account that may restart a
  /// service often may not see all of it.
  private func drift(of subject: Address, in runbook: Runbook, _ facts: Facts) async -> [Finding] {
    let checks = AllChecks.list.filter { $0.card.identifies.contains(subject.kind) }
    let verdicts = await checks.together { await $0.init().judge(runbook, only: subject, by: facts) }
    return verdicts.flatMap(\.self).compactMap { verdict in
      guard case .drifts(let finding) = verdict.outcome else { return nil }
      return Self.masked(finding, Secrets(runbook))
    }
  }

  private func words(_ rule: Rule) -> String {
    secrets.text(rule.sentence.value, at: rule.sentence.range).cleaned
  }

  private func aliases(_ subject: Address) -> [String] {
    runbook.services.first { $0.address == subject }?.aliases ?? [subject.name]
  }

  func policy(_ door: Door) async throws -> Policy {
    guard let text = try await door.policy() else { return Policy() }
    return try lastPolicy.value(of: text) { try Policy(text: $0) }
  }

  func caller() async throws(Fault) -> Account {
    guard case .seen(.caller(let account)) = await server.look(.caller) else {
      throw Fault(.internalError, "the calling account cannot be seen")
    }
    return account
  }

  func openDoor() throws(Refusal) -> Door {
    guard let door else { throw Refusal(.notPossible, "a recording can be looked at and not changed") }
    return door
  }

  func digest(_ plan: Plan) -> String { plan.digest(executor.digests) }
}
