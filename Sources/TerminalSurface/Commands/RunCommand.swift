import Findings
import Operations
import Reports
import RunbookDesk

/// Runs an operation by name and proves it.
enum RunCommand: Command {
  static let card = CommandCard(
    name: "run", synopsis: "<operation or procedure> [arguments…]",
    summary: "run an operation by name and prove what it did",
    examples: [
      "runbook run restart-service nearyou", "runbook run show-log luci 20",
      "runbook run show-log luci --follow",
      "runbook run service-status",
      "runbook run --plan 3f9c0a417be2d58816aa",
    ], takes: [.operation, .argument],
    options: [
      OptionCard("--plan", "ID", "run a kept plan, here and once", takes: .plan),
      OptionCard("--from", "N", "go on with a step of a procedure"),
      OptionCard("--detach", nil, "do not wait for it: its id is the handle for the command job"),
      OptionCard("--follow", nil, "of show-log: go on with what is written, until it is interrupted"),
      OptionCard("--key", "KEY", "a second call with the same key gets what became of the first"),
    ],
    notes: [
      "A change runs in a process of its own: it goes on where the terminal is closed.",
      "A procedure is run step by step; a step without a command waits for a person. Its parameters are given as name=value.",
      "Where a person has to agree, it is refused with the plan's id; see the command approve.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let own = invocation.options.own, words = invocation.words
    guard invocation.options.recording == nil else {
      throw Invocation.Unusable(message: "a recording can be looked at and not changed; use plan")
    }
    var options = invocation.options
    options.looksAhead = words.first == ServiceStatus.card.name
    let desk = try await terminal.world.desk(options)
    let executions: [Execution]
    if let id = own["--plan"]?.last {
      guard words.isEmpty, own["--key"] == nil else {
        throw Invocation.Unusable(message: "run --plan ID takes no other words: the plan says all")
      }
      if own["--detach"] != nil { return try await detach(id, desk, terminal) }
      executions = [try await shown("plan \(id)", terminal) { try await desk.runKept(id) }]
    } else {
      guard let name = words.first else { throw Invocation.Unusable(message: "run needs an operation") }
      if let procedure = await desk.procedure(name) {
        return try await ProcedureRun(desk, terminal, invocation).run(procedure)
      }
      let request = try desk.request(name, words: Array(words.dropFirst()))
      if own["--follow"] != nil { return try await follow(request, desk, terminal, invocation) }
      if own["--detach"] != nil {
        guard own["--key"] == nil else { throw Invocation.Unusable(message: "--key waits for what it did") }
        return try await detach(request, desk, terminal)
      }
      executions = try await shown(request.words, terminal) {
        try await desk.operate(
          request, actor: "terminal", key: own["--key"]?.last, letGo: terminal.world.letGo)
      }
    }
    return terminal.report(.executions(executions), desk, invocation, ExitCode(executions))
  }

  private static func shown<Value>(
    _ words: String, _ terminal: Terminal, _ work: () async throws -> Value
  ) async throws -> Value {
    let line = ProgressLine(terminal.world) { "running \(words.cleaned): \($0) s" }
    defer { line.clear() }
    return try await work()
  }

  private static func follow(
    _ request: Request, _ desk: Desk, _ terminal: Terminal, _ invocation: Invocation
  ) async throws -> ExitCode {
    guard invocation.options.format == "text", invocation.options.own["--detach"] == nil,
      invocation.options.own["--key"] == nil
    else { throw Invocation.Unusable(message: "--follow shows lines as they come, and nothing else") }
    let world = terminal.world
    let failed = try await desk.follow(request) { lines in
      lines.isEmpty || world.write(lines.joined(separator: "\n") + "\n", .output)
    }
    guard let failed else { return .io }
    return terminal.report(.executions([failed]), desk, invocation, ExitCode([failed]))
  }

  private static func detach(_ request: Request, _ desk: Desk, _ terminal: Terminal) async throws -> ExitCode
  {
    let plans = try await desk.plan(request, actor: "terminal")
    guard plans.count == 1, let plan = plans.first, let id = plan.id else {
      throw Invocation.Unusable(message: "what only looks is not detached")
    }
    guard plan.consent < .person else { throw Desk.wantsPerson(plan, id) }
    return try await detach(id, desk, terminal)
  }

  private static func detach(_ id: String, _ desk: Desk, _ terminal: Terminal) async throws -> ExitCode {
    try await desk.start(id)
    return terminal.say(id)
  }
}
