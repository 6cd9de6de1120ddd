import Findings
import Operations
import Reports
import RunbookDesk
import RunbookModel

/// Carries a procedure out step by step: its words are shown, its commands pass the door one by one, and what has no
/// command waits for a person. The first that fails is the last.
struct ProcedureRun {
  private let desk: Desk
  private let terminal: Terminal
  private let invocation: Invocation
  /// Values of parameters by name.
  private let values: [String: String]

  init(_ desk: Desk, _ terminal: Terminal, _ invocation: Invocation) throws {
    self.desk = desk
    self.terminal = terminal
    self.invocation = invocation
    var values: [String: String] = [:]
    for word in invocation.words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw Invocation.Unusable(message: "the words behind a procedure are name=value, not \(word.cleaned)")
      }
      values[parts[0]] = parts[1]
    }
    self.values = values
  }

  func run(_ procedure: ProcedureOffer) async throws -> ExitCode {
    let first = try start(procedure)
    try await refuseMissing(procedure, from: first)
    let count = procedure.steps.count
    say("\(procedure.title) (\(procedure.place)): \(count) steps, \(procedure.effect.rawValue)")
    for (place, step) in procedure.steps.enumerated().dropFirst(first - 1) {
      say("\(place + 1). \(step.text)")
      let goOn = "runbook run \(procedure.name) --from \(place + 1)"
      do {
        let code = try await step.commands.isEmpty ? byHand() : all(step.commands)
        guard code == .success else { return stopped(place + 1, of: count, goOn, code) }
      } catch {
        _ = stopped(place + 1, of: count, goOn, .refused)
        throw error
      }
    }
    return terminal.say("\(procedure.name): all \(count) steps are done")
  }

  /// What a step needs and nobody gave is said before the first one is done.
  private func refuseMissing(_ procedure: ProcedureOffer, from first: Int) async throws {
    let names = Set(procedure.steps.dropFirst(first - 1).flatMap(\.commands).compactMap(\.operation))
    var missing: [Operations.Parameter] = []
    for offer in await desk.operations() where names.contains(offer.card.name) {
      missing += offer.card.parameters.filter { parameter in
        !parameter.isOptional && values[parameter.name] == nil
          && !missing.contains { $0.name == parameter.name }
      }
    }
    guard let one = missing.first else { return }
    let given = missing.map { "\($0.name)=…" }.joined(separator: " ")
    throw Invocation.Unusable(
      message: "\(procedure.name) needs \(one.name): \(one.summary)".cleaned,
      help: "runbook run \(procedure.name) \(given)".cleaned)
  }

  private func start(_ procedure: ProcedureOffer) throws -> Int {
    guard let text = invocation.options.own["--from"]?.last else { return 1 }
    guard let number = Int(text), (1...procedure.steps.count).contains(number) else {
      throw Invocation.Unusable(message: "--from takes a step from 1 to \(procedure.steps.count)")
    }
    return number
  }

  private func all(_ commands: [ProcedureOffer.Command]) async throws -> ExitCode {
    for command in commands {
      guard let operation = command.operation else {
        say("   only shown, \(command.refusal ?? "it cannot be run"): \(command.template)")
        let code = try byHand()
        guard code == .success else { return code }
        continue
      }
      let code = try await run(operation)
      guard code == .success else { return code }
    }
    return .success
  }

  private func run(_ operation: String) async throws -> ExitCode {
    let offer = await desk.operations().first { $0.card.name == operation }
    let names = Set(offer?.card.parameters.map(\.name) ?? [])
    let request = try desk.request(operation, arguments: values.filter { names.contains($0.key) })
    let plans = try await desk.plan(request, actor: "terminal")
    var executions: [Execution] = []
    for plan in plans {
      guard plan.consent == .person, let id = plan.id else { continue }
      let page = try await desk.planToApprove(id, of: nil)
      say(ApprovalPage.lines(page, try await desk.history(of: page)).joined(separator: "\n"))
      let typed = try terminal.ask(
        "   to agree, type \(page.word): ".cleaned, to: "agree to a plan", help: "runbook approve \(id)")
      try await desk.approve(page, typed: typed)
      executions.append(try await desk.finish(id))
    }
    if executions.isEmpty { executions = try await desk.operate(request, actor: "terminal") }
    return terminal.report(.executions(executions), desk, invocation, ExitCode(executions))
  }

  private func byHand() throws -> ExitCode {
    let answer = try terminal.ask("   done? type yes: ", to: "do this step", help: "run it at a terminal")
    return answer == "yes" ? .success : .negative
  }

  private func stopped(_ step: Int, of count: Int, _ goOn: String, _ code: ExitCode) -> ExitCode {
    terminal.complain("stopped at step \(step) of \(count)", help: goOn, code)
  }

  private func say(_ text: String) { _ = terminal.world.write(text.cleaned + "\n", .error) }
}
