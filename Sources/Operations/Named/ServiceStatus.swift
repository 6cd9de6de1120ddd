import Findings
public import RunbookModel
public import ServerFacts

/// Shows whether services run and listen, seen afresh.
public struct ServiceStatus: Operation {
  public static let card = OperationCard(
    name: "service-status",
    summary: "show whether a service, or every one, runs and listens on its port",
    detail: "Asks supervisord and the process table now. Changes nothing.",
    effect: .observes,
    parameters: [
      Parameter(
        name: "service", summary: "which service; all when left out", values: .vocabulary(.services),
        isOptional: true)
    ],
    undo: "nothing to undo")

  private let service: String?

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"]
  }

  public func row(_ runbook: Runbook) -> [Claim] { services(runbook).flatMap(\.claims) }

  private func services(_ runbook: Runbook) -> [Service] {
    runbook.services.filter { service == nil || $0.name.value == service }
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let services = services(runbook)
    let questions = services.compactMap { service in
      service.program.map {
        ServiceQuestion(service: service.name.value, program: $0.value, port: service.port?.value)
      }
    }
    return [
      Plan(
        operation: Self.card.name, subject: Address(Service.kind, service ?? "*"),
        source: services.first?.name.range,
        steps: [Step("look at the services", .show(.services(questions)), effect: .observes)])
    ]
  }
}
