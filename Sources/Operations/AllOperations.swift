public import RunbookModel

/// Every named operation, one line each, sorted.
public enum AllOperations {
  public static let list: [any Operation.Type] = [
    CertificateStatus.self,
    DiskStatus.self,
    LatestBackup.self,
    ListBackups.self,
    PortOwner.self,
    ReloadNginx.self,
    RereadSupervisor.self,
    RestartService.self,
    RunJob.self,
    ServiceStatus.self,
    ShowLog.self,
    StartService.self,
    StopService.self,
  ]

  /// What may be asked for by name in a runbook: the named operations, then what it states.
  public static func offered(_ runbook: Runbook) -> [OfferedOperation] {
    list.map { OfferedOperation($0) } + stated(runbook).map { OfferedOperation($0, runbook) }
  }

  /// The names of all that is offered, in its order.
  public static func names(_ runbook: Runbook) -> [String] {
    list.map { $0.card.name } + stated(runbook).map(\.name)
  }

  /// A named operation goes before a command of its name.
  private static func stated(_ runbook: Runbook) -> [StatedCommand] {
    let taken = Set(list.map { $0.card.name })
    return runbook.commands.filter { !taken.contains($0.name) }
  }

  /// By bytes, so that a look-alike letter is another word. Only what is asked for is made into a card: judging every
  /// command of a runbook takes longer than all the rest of a plan.
  public static func offered(_ name: String, in runbook: Runbook) -> OfferedOperation? {
    let bytes = Array(name.utf8)
    if let operation = list.first(where: { Array($0.card.name.utf8) == bytes }) {
      return OfferedOperation(operation)
    }
    return runbook.command(named: name).map { OfferedOperation($0, runbook) }
  }

  public static func find(_ name: String, in runbook: Runbook) throws(Refusal) -> OfferedOperation {
    if let offered = offered(name, in: runbook) { return offered }
    let names = names(runbook)
    throw Refusal(
      .unknownOperation, "there is no operation of that name", accepted: names,
      nearest: Nearest.words(to: name, among: names), help: help(name, in: runbook))
  }
}

extension AllOperations {
  /// What was meant by a word that names something else than an operation: one word for it, a job, a service.
  private static func help(_ name: String, in runbook: Runbook) -> String? {
    if let card = list.map({ $0.card }).first(where: { $0.alias == name }) {
      return "runbook run \(card.synopsis)"
    }
    if let job = Vocabulary.schedules.resolve(name, in: runbook) {
      return "runbook run \(RunJob.card.name) \(job)"
    }
    return Vocabulary.services.resolve(name, in: runbook).map {
      "runbook run \(ServiceStatus.card.name) \($0)"
    }
  }
}

/// An operation as a runbook offers it.
public struct OfferedOperation: Sendable {
  public var card: OperationCard
  /// The command that the runbook states, where it is one.
  public var command: StatedCommand?
  /// The named operation that the command is, under a name of its own.
  public var same: String?
  let make: @Sendable (Arguments) throws(Refusal) -> any PlannedOperation

  /// The card of a command that no named operation covers.
  public static func card(of command: StatedCommand) -> OperationCard { StatedCard.of(command) }

  init(_ operation: any Operation.Type) {
    card = operation.card
    make = { (arguments) throws(Refusal) in try operation.init(arguments) }
  }

  init(_ command: StatedCommand, _ runbook: Runbook) {
    self.command = command
    if let recognized = RecognizedCommand(command, runbook) {
      card = StatedCard.of(command, as: recognized)
      same = recognized.card.name
      make = { (arguments) throws(Refusal) in try recognized.operation(arguments) }
    } else {
      card = StatedCard.of(command)
      make = { StatedOperation(command, $0) }
    }
  }
}
