import Findings
import RunbookModel

/// What keeps each service running, where the runbook plainly says so: by a column for it, or by a command such as
/// `systemctl restart luci` with the service's own name or program.
struct StatedRunners {
  enum Kind: Hashable { case unit, container, pm2Process, supervisor }

  /// The names that commands give to each.
  private var names: [Kind: Set<String>] = [:]
  private var hasSupervisorCommand = false

  init(_ runbook: Runbook) {
    for command in runbook.commands where command.host == nil {
      for simple in command.line.commands {
        guard let (kind, words) = Self.runner(simple) else { continue }
        if kind == .supervisor { hasSupervisorCommand = true }
        for word in words { names[kind, default: []].formUnion(Self.names(word, command)) }
      }
    }
  }

  /// Whether the runbook speaks of supervisord, in whatever way.
  func mentionsSupervisor(_ runbook: Runbook) -> Bool {
    hasSupervisorCommand || !runbook.entries(SupervisorSettings.self).isEmpty
      || runbook.services.contains(where: Self.isSupervised)
  }

  /// The name by which that runner knows a service, at the place that says so.
  func name(of service: Service, _ kind: Kind) -> Located<String>? {
    let stated: Located<String>? =
      switch kind {
      case .unit: service.unit
      case .container: service.container
      case .pm2Process: service.pm2Process
      case .supervisor: service.program
      }
    if let stated { return stated.value.contains { $0.isWhitespace || $0 == "," } ? nil : stated }
    guard let names = names[kind], !Self.isSupervised(service) else { return nil }
    return [service.program, service.name].compactMap { $0 }.first { names.contains($0.value) }
  }

  /// Whether another runner than supervisord has the service's program.
  func isKeptByAnother(_ service: Service) -> Bool {
    [Kind.unit, .container, .pm2Process].contains { name(of: service, $0) != nil }
      && !Self.isSupervised(service)
  }

  /// The column of its program says whose program it is.
  private static func isSupervised(_ service: Service) -> Bool {
    guard let program = service.program else { return false }
    return service.claims.contains { claim in
      claim.value.range == program.range && claim.label.lowercased().contains("supervis")
    }
  }

  private static func runner(_ command: SimpleCommand) -> (Kind, ArraySlice<Word>)? {
    let words = command.arguments.filter { $0.literal?.hasPrefix("-") != true }[...]
    switch command.program {
    case "systemctl": return (.unit, words.dropFirst())
    case "supervisorctl": return (.supervisor, [])
    case "pm2": return (.pm2Process, words.dropFirst())
    case "docker-compose": return (.container, words.dropFirst())
    case "docker": return (.container, words.dropFirst(words.first?.literal == "compose" ? 2 : 1))
    default: return nil
    }
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
  /// The services whose program supervisord keeps, as far as the runbook says.
  var supervisedServices: [Service] {
    let runners = StatedRunners(self)
    return services.filter { $0.program != nil && !runners.isKeptByAnother($0) }
  }
}
