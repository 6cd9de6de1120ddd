import Findings
public import RunbookModel
public import ServerFacts

/// Stops one service and proves that it is down.
public struct StopService: Operation {
  public static let card = OperationCard(
    name: "stop-service",
    summary: "stop one service and prove that it is down",
    detail: """
      Stops the program of the service, unless it is down already. The service is away until it is started; at the next \
      boot supervisord starts it by its own rules.
      """,
    effect: .interrupts,
    parameters: [
      Parameter(name: "service", summary: "which service", values: .vocabulary(.services))
    ],
    undo: "start-service")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  /// One step, the same whether the program runs or not, and not undone by itself: it is what was asked for.
  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let (service, program) = try runbook.supervised(service)
    let route = try await SupervisorRoute.to(program, by: facts)
    let proof = Proof.stopped(program: program.value, port: service.port?.value)
    let step = Step(
      "stop \(program.value)", try await route.deed(.stop, program.value, by: facts), effect: .interrupts,
      proof: proof)
    return [
      Plan(operation: Self.card.name, subject: service.address, source: service.name.range, steps: [step])
    ]
  }
}
