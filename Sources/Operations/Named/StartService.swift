import Findings
public import RunbookModel
public import ServerFacts

/// Starts one service and proves that it serves.
public struct StartService: Operation {
  public static let card = OperationCard(
    name: "start-service",
    summary: "start one service and prove that it serves",
    detail: """
      Starts the program of the service, unless it runs already. Then its process must hold the service's port, answer over \
      HTTP, and stay so for 5 seconds.
      """,
    effect: .interrupts,
    parameters: [
      Parameter(name: "service", summary: "which service", values: .vocabulary(.services))
    ],
    undo: "stop-service")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  /// One step, the same whether the program runs or not, and not undone by itself: it is what was asked for.
  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let (service, program) = try runbook.supervised(service)
    let route = try await SupervisorRoute.to(program, by: facts)
    let proof = Proof.serves(
      ServesProof(program: program.value, port: service.port?.value, demandsNew: false))
    let step = Step(
      "start \(program.value)", try await route.deed(.start, program.value, by: facts), effect: .interrupts,
      proof: proof)
    return [
      Plan(operation: Self.card.name, subject: service.address, source: service.name.range, steps: [step])
    ]
  }
}
