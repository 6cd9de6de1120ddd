import Findings
public import RunbookModel
public import ServerFacts

/// Stops one service and proves that it is down.
public struct StopService: Operation {
  public static let card = OperationCard(
    name: "stop-service", alias: "stop",
    summary: "stop one service until it is started again",
    detail: """
      Stops the program of the service, unless it is down already. Then it must be stopped and its port free. At the next \
      boot its runner starts it by its own rules.
      """,
    effect: .interrupts,
    parameters: [.service],
    undo: "start-service")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    try await KeptService.plans(.stop, service, Self.card.name, runbook, by: facts)
  }
}
