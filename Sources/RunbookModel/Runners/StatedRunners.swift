public import Findings

/// What keeps each service running, where the runbook plainly says so: by a column for it, or by a command such as
/// `systemctl restart luci` with the service's own name or program.
public struct StatedRunners: Sendable {
  /// The names that commands give to each.
  private var names: [RunnerKind: Set<String>] = [:]
  /// By the name that a command of Docker Compose gives to a service.
  private var places: [String: Set<ComposePlace>] = [:]

  init(_ commands: [StatedCommand]) {
    for command in commands where command.host == nil {
      for simple in command.line.commands {
        guard let (kind, words) = Self.runner(simple) else { continue }
        names[kind, default: []].formUnion(words.flatMap { Self.names($0, command) })
        guard let (place, rest) = ComposePlace.read(simple, in: command) else { continue }
        for word in rest.dropFirst() {
          for name in Self.names(word, command) { places[name, default: []].insert(place) }
        }
      }
    }
  }

  /// Whether the runbook speaks of supervisord, in whatever way.
  public func mentionsSupervisor(_ runbook: Runbook) -> Bool {
    names[.supervisord] != nil || !runbook.entries(SupervisorSettings.self).isEmpty
      || runbook.services.contains(where: Self.isSupervised)
  }

  /// The name by which that runner knows a service, at the place that says so.
  public func name(of service: Service, _ kind: RunnerKind) -> Located<String>? {
    let stated: Located<String>? =
      switch kind {
      case .systemd: service.unit
      case .docker: service.container
      case .pm2: service.pm2Process
      case .supervisord: service.program
      }
    if let stated { return stated.value.contains { $0.isWhitespace || $0 == "," } ? nil : stated }
    guard let names = names[kind], !Self.isSupervised(service) else { return nil }
    return [service.program, service.name].compactMap { $0 }.first { names.contains($0.value) }
  }

  /// Every runner that the runbook gives a service, with its name there: none where it names a program and no runner.
  public func runners(of service: Service) -> [(kind: RunnerKind, name: Located<String>)] {
    RunnerKind.allCases.compactMap { kind in
      guard let name = name(of: service, kind) else { return nil }
      guard kind == .supervisord else { return (kind, name) }
      let isStated = Self.isSupervised(service) || names[kind]?.contains(name.value) == true
      return isStated ? (kind, name) : nil
    }
  }

  /// Where a service of Docker Compose is; nil where the runbook names no place, or two.
  public func composePlace(of name: String) -> ComposePlace? {
    places[name].flatMap { $0.count == 1 ? $0.first : nil }
  }

  /// Whether another runner than supervisord has the service's program.
  func isKeptByAnother(_ service: Service) -> Bool {
    [RunnerKind.systemd, .docker, .pm2].contains { name(of: service, $0) != nil }
      && !Self.isSupervised(service)
  }

  /// The column of its program says whose program it is.
  private static func isSupervised(_ service: Service) -> Bool {
    guard let program = service.program else { return false }
    return service.claims.contains { claim in
      claim.value.range == program.range && claim.label.lowercased().contains("supervis")
    }
  }

  private static func runner(_ command: SimpleCommand) -> (RunnerKind, ArraySlice<Word>)? {
    let kind: RunnerKind
    switch command.program {
    case "systemctl": kind = .systemd
    case "supervisorctl": kind = .supervisord
    case "pm2": kind = .pm2
    case "docker", "docker-compose": kind = .docker
    default: return nil
    }
    let words = command.arguments.filter { $0.literal?.hasPrefix("-") != true }[...]
    let isCompose = command.program == "docker" && words.first?.literal == "compose"
    return (kind, words.dropFirst(isCompose ? 2 : 1))
  }

  /// The word itself, or every word that its placeholder takes; `luci.service` is `luci`.
  private static func names(_ word: Word, _ command: StatedCommand) -> [String] {
    if let literal = word.literal {
      return [literal.hasSuffix(".service") ? String(literal.dropLast(8)) : literal]
    }
    guard word.parts.count == 1, case .parameter(let name) = word.parts[0] else { return [] }
    return command.parameters.first { $0.name == name }?.words ?? []
  }
}

extension Runbook {
  /// What keeps each service running, as far as the runbook says.
  public var runners: StatedRunners { index.runners }

  /// The services that something keeps running by a name that the runbook knows.
  public var keptServices: [Service] { index.keptServices }

  /// Those of one name.
  public func keptServices(named name: String) -> [Service] { index.keptServicesByName[name] ?? [] }

  /// The one service that the runbook gives this runner and no other, by the runner's name for it; nil for several.
  public func service(of kind: RunnerKind, named name: String) -> Service? {
    index.servicesByRunner[RunbookIndex.RunnerName(kind, name)] ?? nil
  }

  /// The services whose program supervisord keeps, as far as the runbook says.
  public var supervisedServices: [Service] {
    services.filter { $0.program != nil && !runners.isKeptByAnother($0) }
  }
}

extension Service {
  /// Whether a column says by which name something keeps it running.
  var hasRunnersName: Bool { [program, unit, container, pm2Process].contains { $0 != nil } }
}
