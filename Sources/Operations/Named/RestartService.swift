import Findings
public import RunbookModel
public import ServerFacts

/// Restarts one service and proves that it serves.
public struct RestartService: Operation {
  public static let card = OperationCard(
    name: "restart-service", alias: "restart",
    summary: "restart one service and prove that it serves",
    detail: """
      Its process must then be new, hold the service's port, answer over HTTP, and stay so for 5 seconds. It interrupts the \
      service for moments. The answer has the error lines of its log since then.
      """,
    effect: .interrupts,
    parameters: [.service],
    undo: "nothing is lost; a service that does not come up again is started once more and reported")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    try await KeptService.plans(.restart, service, Self.card.name, runbook, by: facts)
  }
}
