import Findings
import RunbookModel
import ServerFacts

/// Docker: a service of Compose where the runbook says in which project, else a container by its name.
struct DockerCompose: Runner {
  func states(
    of programs: [KeptProgram], _ server: any Server
  ) async -> Observation<[KeptProgram: ProgramState]> {
    switch await Containers().ask(server) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let containers):
      var states: [KeptProgram: ProgramState] = [:]
      for program in programs {
        let own = containers.named(program.name)
        guard !own.isEmpty else { continue }
        var one: [ProgramState] = []
        for container in own {
          switch await ContainerDetails(name: container.name).ask(server) {
          case .unseen(let blindness): return .unseen(blindness)
          case .seen(let details): one.append(Self.state(container, details))
          }
        }
        states[program] = Self.together(one)
      }
      return .seen(states)
    }
  }

  private static func state(_ container: Container, _ details: ContainerDetails.Fact) -> ProgramState {
    let phase: ProgramState.Phase =
      switch details.status {
      case "running" where details.health == "unhealthy": .isUnwell
      case "running": details.health == "starting" ? .changes : .runs
      case "restarting": .retries
      case "exited", "dead": .ended
      default: .changes
      }
    let health = details.health.map { ", \($0)" } ?? ""
    var state = ProgramState(
      phase, details.status + health, pid: details.pid, started: details.started?.seconds,
      start: details.startedWords)
    state.said = "\(container.status)\n\(details.error)"
    state.isSpawnError = !details.error.isEmpty
    // In the host's own network nothing is published, and the container's processes listen themselves.
    state.published = container.published.isEmpty ? nil : container.published
    return state
  }

  /// Several containers of one service: as good as the worst, and new when each is.
  private static func together(_ states: [ProgramState]) -> ProgramState? {
    let order: [ProgramState.Phase] = [.ended, .retries, .isUnwell, .changes, .runs]
    guard var state = order.lazy.compactMap({ phase in states.first { $0.phase == phase } }).first else {
      return nil
    }
    guard states.count > 1 else { return state }
    state.start = states.compactMap(\.start).sorted().joined(separator: " ")
    state.pid = nil
    state.published = states.compactMap(\.published).reduce(nil) { ($0 ?? []).union($1) }
    return state
  }

  func steps(_ deed: RunnerDeed, _ kept: KeptService, by facts: Facts) async throws(Refusal) -> [Step] {
    let name = kept.program.name
    guard kept.program.hasPlainName else {
      throw Refusal(.notPossible, "not the name of one container, at \(kept.range)", said: [name])
    }
    switch await facts.ask(Containers()) {
    case .unseen(let blindness):
      throw Refusal(
        .notPossible, "Docker cannot be seen (\(blindness.reason.words))", said: [blindness.text])
    case .seen(let containers):
      guard let container = containers.named(name).first else {
        throw Refusal(
          .notPossible, "Docker has no container \(name), which the runbook names at \(kept.range)")
      }
      let words: [String]
      if container.name == name {
        words = [deed.rawValue, name]
      } else {
        guard !kept.program.compose.isEmpty else {
          throw Refusal(
            .notPossible,
            "\(name) is a service of Docker Compose, and the runbook does not say where its project is",
            help: "state it: docker compose -f /path/compose.yaml restart \(name)")
        }
        words = ["compose"] + kept.program.compose + [deed.rawValue, name]
      }
      // Whom Docker answers it obeys too: its group is as good as root.
      let program = try await ProgramSearch(folder: "/").path(of: "docker", by: facts)
      return [step(deed, kept, .run(Words(program, words)))]
    }
  }

  func log(
    of program: KeptProgram, _ filter: LogFilter, _ server: any Server
  ) async -> Observation<(found: FoundLines, place: String?)> {
    switch await Containers().ask(server) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let containers):
      let own = containers.named(program.name)
      guard let only = own.first, own.count == 1 else {
        return .unseen(
          Blindness(.unreachable, "docker: \(own.count) containers are called \(program.name)"))
      }
      return await ProgramJournal(.container(only.name), filter).ask(server).map { ($0, "docker logs") }
    }
  }
}

extension [Container] {
  /// Those of a name; else those of the Compose service of that name.
  func named(_ name: String) -> [Container] {
    let own = filter { $0.name == name }
    return own.isEmpty ? filter { $0.service == name } : own
  }
}
