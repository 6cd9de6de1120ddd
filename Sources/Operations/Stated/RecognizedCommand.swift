import RunbookModel

/// A stated command that one of the named operations covers: `sudo supervisorctl restart ‹name›` is restart-service,
/// proof and all.
struct RecognizedCommand: Sendable {
  let card: OperationCard
  /// As the command is called: its own parameter, where it has one, with the operation's words.
  let parameters: [Parameter]
  private let type: any Operation.Type
  /// The operation's service, where the command names it itself.
  private let service: String?
  private let runbook: Runbook

  /// nil for what no named operation covers.
  init?(_ command: StatedCommand, _ runbook: Runbook) {
    guard command.refusal == nil, command.line.pipelines.count == 1,
      let only = command.line.pipelines[0].commands.first, command.line.pipelines[0].commands.count == 1,
      only.redirects.isEmpty, only.assignments.isEmpty, [nil, "root"].contains(only.runsAs),
      let program = only.program, let (type, rest) = Self.operation(program, only.arguments)
    else { return nil }
    self.type = type
    self.runbook = runbook
    card = type.card
    guard let word = rest.first else {
      guard type.card.parameters.allSatisfy(\.isOptional) else { return nil }
      service = nil
      parameters = []
      return
    }
    guard rest.count == 1, let own = type.card.parameters.first else { return nil }
    if let literal = word.literal {
      guard let name = Vocabulary.services.resolve(literal, in: runbook) else { return nil }
      service = name
      parameters = []
    } else {
      guard let stated = command.parameters.first, command.parameters.count == 1,
        word.text == "‹\(stated.name)›"
      else { return nil }
      service = nil
      var parameter = own
      parameter.name = stated.name
      parameter.isOptional = false
      parameters = [parameter]
    }
  }

  func operation(_ arguments: Arguments) throws(Refusal) -> any Operation {
    let word = parameters.first.flatMap { arguments[$0.name] } ?? service
    let given = word.flatMap { word in card.parameters.first.map { [$0.name: word] } } ?? [:]
    return try type.init(Arguments(given, for: card, in: runbook))
  }

  private static func operation(_ program: String, _ arguments: [Word]) -> (
    any Operation.Type, ArraySlice<Word>
  )? {
    let words = arguments.map(\.text)
    switch (program, words.first) {
    case ("supervisorctl", "restart"?): return (RestartService.self, arguments.dropFirst())
    case ("supervisorctl", "start"?): return (StartService.self, arguments.dropFirst())
    case ("supervisorctl", "stop"?): return (StopService.self, arguments.dropFirst())
    case ("supervisorctl", "reread"?) where words == ["reread"]: return (RereadSupervisor.self, [])
    case ("supervisorctl", "start"?): return (StartService.self, arguments.dropFirst())
    case ("supervisorctl", "stop"?): return (StopService.self, arguments.dropFirst())
    case ("supervisorctl", "reread"?) where words == ["reread"]: return (RereadSupervisor.self, [])
    case ("supervisorctl", "status"?): return (ServiceStatus.self, arguments.dropFirst())
    case ("supervisorctl", "tail"?): return (ShowLog.self, arguments.dropFirst())
    case ("nginx", "-s"?) where words == ["-s", "reload"]: return (ReloadNginx.self, [])
    case ("systemctl", "reload"?) where words == ["reload", "nginx"]: return (ReloadNginx.self, [])
    case ("service", "nginx"?) where words == ["nginx", "reload"]: return (ReloadNginx.self, [])
    default: return nil
    }
  }
}
