import Findings
public import RunbookModel
public import ServerFacts

/// Starts one service and proves that it serves.
public struct StartService: Operation {
  public static let card = OperationCard(
    name: "start-service", alias: "start",
    summary: "start one service and prove that it serves",
    detail: """
      Starts the program of the service, unless it runs already. Then its process must hold the service's port, answer over \
      HTTP, and stay so for 5 seconds.
      """,
    effect: .interrupts,
    parameters: [.service],
    undo: "stop-service")

  private let service: String

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    try await KeptService.plans(.start, service, Self.card.name, runbook, by: facts)
  }
}
