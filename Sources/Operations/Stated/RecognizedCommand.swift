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
  /// What the command says besides: `lines` of a log.
  private let fixed: [String: String]
  private let runbook: Runbook

  /// nil for what no named operation covers.
  init?(_ command: StatedCommand, _ runbook: Runbook) {
    guard command.line.pipelines.count == 1,
      let only = command.line.pipelines[0].commands.first, command.line.pipelines[0].commands.count == 1,
      only.redirects.isEmpty, only.assignments.isEmpty, [nil, "root"].contains(only.runsAs),
      let covered = CoveredCommand(only, in: command), command.refusal == nil
    else { return nil }
    type = covered.type
    fixed = covered.fixed
    self.runbook = runbook
    card = type.card
    guard let word = covered.word else {
      guard type.card.parameters.allSatisfy(\.isOptional) else { return nil }
      service = nil
      parameters = []
      return
    }
    guard let own = type.card.parameters.first else { return nil }
    if let literal = word.literal {
      guard let name = covered.service(literal, in: runbook) else { return nil }
      service = name
      parameters = []
    } else {
      guard let stated = command.parameters.first, command.parameters.count == 1,
        covered.takes(stated, in: word, of: runbook)
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
    var given = fixed
    if let word, let name = card.parameters.first?.name { given[name] = word }
    return try type.init(Arguments(given, for: card, in: runbook))
  }
}
