import Findings
import JSON
import Operations
import Reports
import RunbookDesk
import RunbookModel

/// One call of a tool, its arguments inside the schema.
struct ToolCall: Sendable {
  let tool: Tool
  let arguments: JSONObject
  /// What the runbook offers; empty for a tool that does not need it.
  let offers: [Offer]
  let desk: Desk
  let context: CallContext

  /// The most jobs that are shown at once.
  private static let mostJobs = 20

  func answer() async throws -> ToolAnswer {
    do {
      switch tool.name {
      case "ask":
        let answer = desk.lookUp(text("question") ?? "")
        return .structured(AgentJSON.of(answer, isTrusted: await desk.isTrusted()))
      case "check":
        return .structured(
          AgentJSON.of(
            await check(), isFull: text("detail") == "full", isTrusted: await desk.isTrusted()))
      case "list_operations": return await listOperations()
      case "plan": return try await plan()
      case "job_status": return try await jobStatus()
      case "cancel_job": return try await cancelJob()
      default: return try await operate()
      }
    } catch let refusal as Refusal {
      return ToolAnswer(refusal, known: await knownWords())
    } catch let fault as Fault {
      return .complaint(fault.text)
    } catch let unavailable as Unavailable {
      return ToolAnswer(unavailable)
    }
  }

  private func text(_ name: String) -> String? { arguments[name]?.asString }

  /// The values for an operation, as the desk takes them.
  private static func values(_ object: JSONObject) -> [String: String] {
    Dictionary(
      object.members.compactMap { member in Property.text(member.value).map { (member.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static let look = Duration.milliseconds(250)

  /// A check of a large runbook takes seconds, and a client waits more gladly where it sees how far it is.
  private func check() async -> CheckReport {
    guard context.progress.isWanted else { return await desk.check() }
    let progress = CheckProgress()
    let watch = Task {
      repeat {
        context.report("checks done", done: progress.done, of: progress.total > 0 ? progress.total : nil)
      } while (try? await Task.sleep(for: Self.look)) != nil
    }
    defer { watch.cancel() }
    return await desk.check(progress: progress)
  }

  // MARK: Operations

  private func listOperations() async -> ToolAnswer {
    var operations = await desk.operations().filter { $0.card.effect <= context.strongest }
    var procedures = await desk.procedures()
    if let effect = text("effect").flatMap(Effect.init(rawValue:)) {
      operations.removeAll { $0.card.effect != effect }
      procedures.removeAll { $0.effect != effect }
    }
    guard let name = text("operation") else {
      return .structured(
        AgentJSON.of(operations, procedures, isWhole: false) { Offer.tool($0) })
    }
    let names = operations.map(\.card.name) + procedures.map(\.name)
    let wanted = names.contains(name) ? name : name.replacing("_", with: "-")
    operations.removeAll { $0.card.name != wanted }
    procedures.removeAll { $0.name != wanted }
    guard operations.isEmpty, procedures.isEmpty else {
      return .structured(AgentJSON.of(operations, procedures, isWhole: true) { Offer.tool($0) })
    }
    return unknown(name, among: names)
  }

  private func unknown(_ name: String, among names: [String]) -> ToolAnswer {
    let nearest = Nearest.words(to: name, among: names)
    let near = nearest.isEmpty ? "" : " Nearest: \(nearest.joined(separator: ", "))."
    return .complaint(
      "\(tool.name): there is no operation \(Quoted.text(name)).\(near) Accepted: \(Property.list(names)).")
  }

  private func plan() async throws -> ToolAnswer {
    let name = text("operation") ?? ""
    guard let offer = offers.named(name) else {
      return unknown(name, among: offers.runnable.map(\.card.name))
    }
    let plans = try await desk.plan(request(offer, nested), actor: context.actor)
    return .structured(AgentJSON.of(plans, of: offer.card.name))
  }

  private var nested: JSONObject { arguments["arguments"]?.asObject ?? [:] }

  private func request(_ offer: Offer, _ arguments: JSONObject) throws(Refusal) -> Operations.Request {
    try desk.request(offer.card.name, arguments: Self.values(arguments))
  }

  private func operate() async throws -> ToolAnswer {
    if let daily = offers.first(where: { $0.isDaily && $0.tool == tool.name }) {
      return try await operate(daily, arguments)
    }
    let name = text("operation") ?? ""
    guard let offer = offers.named(name) else {
      return unknown(name, among: offers.runnable.filter { $0.tool == tool.name }.map(\.card.name))
    }
    if let refusal = offer.refusal {
      return .complaint("\(offer.card.name) is shown and never run: \(refusal).")
    }
    guard offer.tool == tool.name else {
      return .complaint(
        "\(tool.name) does not run \(offer.card.name), which \(offer.card.effect.rawValue): call \(offer.tool)."
      )
    }
    return try await operate(offer, nested)
  }

  private func operate(_ offer: Offer, _ arguments: JSONObject) async throws -> ToolAnswer {
    let (executions, running) = try await context.operate(try request(offer, arguments), on: desk)
    return .structured(
      AgentJSON.of(executions, running: running, of: offer.card.name),
      isError: executions.contains { $0.outcome != .done })
  }

  /// The names of operations, of their parameters, and of what these take.
  private func knownWords() async -> Set<String> {
    let offers = offers.isEmpty ? await Offer.all(desk, upTo: context.strongest) : offers
    var words = Set(Desk.operationCards.flatMap { [$0.name] + $0.parameters.map(\.name) })
    for offer in offers {
      words.insert(offer.card.name)
      words.formUnion(offer.card.parameters.map(\.name))
      words.formUnion(offer.accepted.joined())
    }
    return words
  }

  // MARK: Jobs

  private func jobStatus() async throws -> ToolAnswer {
    guard let id = text("job") else {
      return .structured(AgentJSON.of(try await desk.jobs().suffix(Self.mostJobs).reversed()))
    }
    let seconds = arguments["wait_seconds"]?.asInt ?? 0
    let end = ContinuousClock.now + .seconds(seconds)
    var job = try await job(id)
    while job.state == .running || job.state == .planned, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(200))
      job = try await self.job(id)
    }
    return .structured(AgentJSON.of([job]))
  }

  private func cancelJob() async throws -> ToolAnswer {
    let id = text("job") ?? ""
    _ = try await job(id)
    let withdrawal = try await desk.withdraw(id)
    return .structured(AgentJSON.of([try await job(id)], outcome: withdrawal.rawValue))
  }

  private func job(_ id: String) async throws -> Job {
    do {
      return try await desk.job(id)
    } catch let refusal as Refusal where refusal.kind == .argument {
      throw Refusal(.argument, "there is no job \(Quoted.text(id)); job_status without job lists them")
    }
  }
}
