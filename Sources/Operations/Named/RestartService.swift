import Findings
public import RunbookModel
public import ServerFacts

/// Restarts one service and proves that it serves.
public struct RestartService: Operation {
  public static let card = OperationCard(
    name: "restart-service",
    summary: "restart one service and prove that it serves",
    detail: """
      Stops and starts the program of the service. Then its process must be new, hold the service's port, answer \
      over HTTP, and stay so for 5 seconds. The service is away for moments.
      """,
    effect: .interrupts,
    parameters: [.service],
    undo: "nothing is lost; a service that does not come up again is started once more and reported")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let (service, program) = try runbook.supervised(service)
    let proof = Proof.serves(ServesProof(program: program.value, port: service.port?.value))
    let route = try await SupervisorRoute.to(program, by: facts)
    let steps: [Step]
    switch route {
    case .socket(let socket): steps = Self.calls(program.value, proof, socket)
    case .command:
      let words = try await route.words("restart", program.value, by: facts)
      var restart = Step("restart \(program.value)", .run(words), effect: .interrupts, proof: proof)
      restart.compensation = [restart]
      steps = [restart]
    }
    return [
      Plan(operation: Self.card.name, subject: service.address, source: service.name.range, steps: steps)
    ]
  }

  /// Stopping what is stopped succeeds, so the steps are the same whether it runs or not: a plan that a crash cut off
  /// is derived again word for word.
  private static func calls(_ program: String, _ proof: Proof, _ socket: String) -> [Step] {
    let start = Step(
      "start \(program)", .supervisor(.start, program: program, socket: socket), effect: .interrupts,
      proof: proof)
    let stop = Step(
      "stop \(program)", .supervisor(.stop, program: program, socket: socket), effect: .interrupts,
      proof: .stopped(program: program), compensation: [start])
    return [stop, start]
  }
}
