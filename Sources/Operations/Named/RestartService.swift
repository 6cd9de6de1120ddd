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
    parameters: [
      Parameter(name: "service", summary: "which service", values: .vocabulary(.services))
    ],
    undo: "nothing is lost; a service that does not come up again is started once more and reported")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    guard let service = runbook.service(named: service), let program = service.program else {
      throw Refusal(.argument, "the runbook names no program for \(self.service)")
    }
    let proof = Proof.serves(ServesProof(program: program.value, port: service.port?.value))
    let steps: [Step]
    switch await facts.ask(SupervisedPrograms()) {
    case .seen(let programs):
      guard programs.contains(where: { $0.name == program.value }) else {
        throw Refusal(
          .notPossible,
          "supervisord knows no program \(program.value), which the runbook names at \(program.range)",
          accepted: programs.map(\.name))
      }
      steps = await Self.calls(program.value, proof, facts)
    case .unseen(let blindness):
      do throws(Refusal) {
        let words = try await Privilege.words(
          "/usr/bin/supervisorctl", ["restart", program.value], by: facts)
        var restart = Step("restart \(program.value)", .run(words), effect: .interrupts, proof: proof)
        restart.compensation = [restart]
        steps = [restart]
      } catch {
        throw Refusal(
          .notPossible, "supervisord cannot be seen (\(blindness.reason.words)), and \(error.message)",
          help: error.help, said: [blindness.text] + error.said)
      }
    }
    return [
      Plan(operation: Self.card.name, subject: service.address, source: service.name.range, steps: steps)
    ]
  }

  /// Stopping what is stopped succeeds, so the steps are the same whether it runs or not: a plan that a crash cut off
  /// is derived again word for word.
  private static func calls(_ program: String, _ proof: Proof, _ facts: Facts) async -> [Step] {
    var socket = SupervisorSocket.debianDefault
    if case .seen(let path) = await facts.ask(SupervisorSocket()) { socket = path }
    let start = Step(
      "start \(program)", .supervisor(.start, program: program, socket: socket), effect: .interrupts,
      proof: proof)
    let stop = Step(
      "stop \(program)", .supervisor(.stop, program: program, socket: socket), effect: .interrupts,
      proof: .stopped(program: program), compensation: [start])
    return [stop, start]
  }
}
