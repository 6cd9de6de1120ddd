import Findings
import RunbookModel
import ServerFacts

/// How a program of supervisord is reached: by its socket, else by its command as root.
enum SupervisorRoute {
  case socket(String)
  case command(Blindness)

  /// Refuses a program that supervisord does not know.
  static func to(_ program: Located<String>, by facts: Facts) async throws(Refusal) -> SupervisorRoute {
    switch await facts.ask(SupervisedPrograms()) {
    case .unseen(let blindness): return .command(blindness)
    case .seen(let programs):
      guard programs.contains(where: { $0.name == program.value }) else {
        throw Refusal(
          .notPossible,
          "supervisord knows no program \(program.value), which the runbook names at \(program.range)",
          accepted: programs.map(\.name))
      }
      guard case .seen(let path) = await facts.ask(SupervisorSocket()) else {
        return .socket(SupervisorSocket.debianDefault)
      }
      return .socket(path)
    }
  }

  /// One step, the same whether the program runs or not, and not undone by itself: it is what was asked for.
  static func plans(
    _ deed: SupervisorDeed, _ service: String, _ operation: String, _ runbook: Runbook, by facts: Facts,
    proof: (_ program: String, _ port: Int?) -> Proof
  ) async throws(Refusal) -> [Plan] {
    let (service, program) = try runbook.supervised(service)
    let route = try await to(program, by: facts)
    let step = Step(
      "\(deed.rawValue) \(program.value)", try await route.deed(deed, program.value, by: facts),
      effect: .interrupts, proof: proof(program.value, service.port?.value))
    return [Plan(operation: operation, subject: service.address, source: service.name.range, steps: [step])]
  }

  private func deed(_ deed: SupervisorDeed, _ program: String, by facts: Facts) async throws(Refusal) -> Deed
  {
    switch self {
    case .socket(let path): .supervisor(deed, program: program, socket: path)
    case .command: .run(try await words(deed.rawValue, program, by: facts))
    }
  }

  /// The command as root, for whom the socket is closed.
  func words(_ verb: String, _ program: String, by facts: Facts) async throws(Refusal) -> Words {
    do throws(Refusal) {
      return try await Privilege.words("/usr/bin/supervisorctl", [verb, program], by: facts)
    } catch {
      guard case .command(let blindness) = self else { throw error }
      throw Refusal(
        .notPossible, "supervisord cannot be seen (\(blindness.reason.words)), and \(error.message)",
        help: error.help, said: [blindness.text] + error.said)
    }
  }
}

extension Runbook {
  /// A service and its program, which it has to name.
  func supervised(_ name: String) throws(Refusal) -> (service: Service, program: Located<String>) {
    guard let service = service(named: name), let program = service.program else {
      throw Refusal(.argument, "the runbook names no program for \(name)")
    }
    return (service, program)
  }
}
