import Findings
import RunbookModel
import ServerFacts

/// A service with the program that it is to its runner.
struct KeptService {
  var service: Service
  var program: KeptProgram
  /// Where the runbook names the program.
  var range: SourceRange

  var port: Int? { service.port?.value }

  func proof(of deed: RunnerDeed) -> Proof {
    switch deed {
    case .restart: .serves(ServesProof(program, port: port))
    case .start: .serves(ServesProof(program, port: port, demandsNew: false))
    case .stop: .stopped(program, port: port)
    }
  }

  /// One plan for one service.
  static func plans(
    _ deed: RunnerDeed, _ service: String, _ operation: String, _ runbook: Runbook, by facts: Facts
  ) async throws(Refusal) -> [Plan] {
    let kept = try await find(service, runbook, by: facts)
    let steps = try await kept.program.kind.runner.steps(deed, kept, by: facts)
    return [
      Plan(
        operation: operation, subject: kept.service.address, source: kept.service.name.range, steps: steps)
    ]
  }

  /// The runner that the runbook gives a service. Where it gives several, or a program and none, the server decides:
  /// the one that knows it. Two that do are refused, since nobody knows which is meant.
  static func find(_ name: String, _ runbook: Runbook, by facts: Facts) async throws(Refusal) -> KeptService {
    guard let service = runbook.service(named: name) else {
      throw Refusal(.argument, "the runbook names no service \(name)")
    }
    let runners = runbook.runners
    let candidates = try await candidates(of: service, runners, runbook.folder, by: facts)
    guard let first = candidates.first else {
      throw Refusal(.argument, "the runbook names no program for \(name)")
    }
    guard candidates.count > 1 else { return first }
    let isStated = !runners.runners(of: service).isEmpty
    var known: [KeptService] = [], blind: [KeptService] = []
    for candidate in candidates {
      switch await candidate.program.state(facts.server) {
      case .seen(.some): known.append(candidate)
      case .seen(nil): continue
      // supervisord is where its socket is, and only there.
      case .unseen(let blindness) where blindness.reason == .permission || isStated: blind.append(candidate)
      case .unseen: continue
      }
      // Whoever has supervisord keep it has no second look to wait for.
      if !isStated, blind.isEmpty, known.count == 1 { return candidate }
    }
    let possible = known + blind
    guard possible.count < 2 else {
      throw Refusal(
        .notPossible,
        "what keeps \(name) running can be read in \(possible.count) ways: "
          + possible.map { "\($0.program.words) at \($0.range)" }.joined(separator: ", "),
        help: "name its runner in a column of the table, such as Supervisor name or Systemd unit")
    }
    return possible.first ?? first
  }

  /// In the order in which they are asked. Without a stated runner supervisord comes first, then a unit of that name.
  static func candidates(
    of service: Service, _ runners: StatedRunners, _ folder: String, by facts: Facts
  ) async throws(Refusal) -> [KeptService] {
    let stated = runners.runners(of: service)
    guard stated.isEmpty else {
      var candidates: [KeptService] = []
      for (kind, name) in stated {
        var program = KeptProgram(kind, name.value)
        if kind == .docker { program.compose = compose(name.value, runners, folder) }
        if kind == .pm2 { program.account = try await account(of: service, by: facts) }
        candidates.append(KeptService(service: service, program: program, range: name.range))
      }
      return candidates
    }
    guard let program = service.program else { return [] }
    return [RunnerKind.supervisord, .systemd].map { kind in
      KeptService(service: service, program: KeptProgram(kind, program.value), range: program.range)
    }
  }

  /// The words in front of the verb, with absolute paths: they are not run in the folder where somebody would type them.
  private static func compose(_ name: String, _ runners: StatedRunners, _ folder: String) -> [String] {
    guard let place = runners.composePlace(of: name) else { return [] }
    let directory = place.directory.map { StatedOperation.absolute($0, in: folder) } ?? folder
    var words: [String] = []
    for index in stride(from: 0, to: place.options.count - 1, by: 2) {
      let (option, value) = (place.options[index], place.options[index + 1])
      let isPath = ["-f", "--file", "--project-directory", "--env-file"].contains(option)
      words += [option, isPath ? StatedOperation.absolute(value, in: directory) : value]
    }
    let isPlaced = place.options.contains { ["-f", "--file", "--project-directory"].contains($0) }
    return isPlaced ? words : ["--project-directory", directory] + words
  }

  private static func account(of service: Service, by facts: Facts) async throws(Refusal) -> String {
    if let user = service.user?.value { return user }
    guard case .seen(let caller) = await facts.ask(Caller()) else {
      throw Refusal(.notPossible, "the calling account cannot be seen")
    }
    return caller.name
  }
}
