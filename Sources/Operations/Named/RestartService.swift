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

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    guard let service = runbook.services.first(where: { $0.name.value == service }),
      let program = service.program
    else { throw Refusal(.argument, "the runbook names no program for \(self.service)") }
    let proof = Proof.serves(ServesProof(program: program.value, port: service.port?.value))
    let steps: [Step]
    switch await facts.ask(SupervisedPrograms()) {
    case .seen(let programs):
      guard let known = programs.first(where: { $0.name == program.value }) else {
        throw Refusal(
          .notPossible,
          "supervisord knows no program \(program.value), which the runbook names at \(program.range)",
          accepted: programs.map(\.name))
      }
      steps = await Self.calls(known, proof, facts)
    case .unseen(let blindness): steps = [try await Self.sudo(program.value, proof, facts, blindness)]
    }
    return [
      Plan(operation: Self.card.name, subject: service.address, source: service.name.range, steps: steps)
    ]
  }

  private static func calls(_ program: SupervisedProgram, _ proof: Proof, _ facts: Facts) async -> [Step] {
    var socket = SupervisorSocket.debianDefault
    if case .seen(let path) = await facts.ask(SupervisorSocket()) { socket = path }
    let start = Step(
      "start \(program.name)", .supervisor(.start, program: program.name, socket: socket),
      effect: .interrupts,
      proof: proof)
    guard program.pid != nil || program.state == "BACKOFF" else { return [start] }
    let stop = Step(
      "stop \(program.name)", .supervisor(.stop, program: program.name, socket: socket), effect: .interrupts,
      proof: .stopped(program: program.name), compensation: [start])
    return [stop, start]
  }

  /// Where the socket is root's, the exact words that sudo allows, asked first.
  private static func sudo(
    _ program: String, _ proof: Proof, _ facts: Facts, _ blindness: Blindness
  ) async throws(Refusal) -> Step {
    let words = ["/usr/bin/supervisorctl", "restart", program]
    guard case .seen(true) = await facts.ask(SudoPermission(words: words)) else {
      throw Refusal(
        .notPossible,
        "supervisord cannot be reached (\(blindness.text)), and sudo does not allow without a password: "
          + words.joined(separator: " "))
    }
    return Step(
      "restart \(program)", .run(Words("/usr/bin/sudo", ["-n", "--"] + words)), effect: .interrupts,
      proof: proof)
  }
}
