import Findings
public import RunbookModel
public import ServerFacts

/// Shows whether services run and listen, seen afresh.
public struct ServiceStatus: Operation {
  public static let card = OperationCard(
    name: "service-status", alias: "status",
    summary: "show whether a service, or every one, runs and listens on its port",
    detail: "Asks its runner and the process table, now. Changes nothing.",
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
    service.map(runbook.keptServices(named:)) ?? runbook.keptServices
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let services = services(runbook)
    let runners = runbook.runners
    var questions: [ServiceQuestion] = []
    for service in services {
      let candidates = try await KeptService.candidates(of: service, runners, runbook.folder, by: facts)
      questions.append(
        ServiceQuestion(
          service: service.name.value, programs: candidates.map(\.program), port: service.port?.value))
    }
    return [
      Plan(
        operation: Self.card.name, subject: Address(Service.kind, service ?? "*"),
        source: services.first?.name.range,
        steps: [Step("look at the services", .show(.services(questions)), effect: .observes)])
    ]
  }
}
