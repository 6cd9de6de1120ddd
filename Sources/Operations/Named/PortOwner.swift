import Findings
public import RunbookModel
public import ServerFacts

/// Shows who listens on a port.
public struct PortOwner: Operation {
  public static let card = OperationCard(
    name: "port-owner", alias: "owner",
    summary: "show who listens on a port: process, account, program and service",
    detail: "Looks at the process table and asks supervisord now. Changes nothing.",
    effect: .observes,
    parameters: [Parameter(name: "port", summary: "which TCP port", values: .number(1...65_535))],
    undo: "nothing to undo")

  private let port: Int

  public init(_ arguments: Arguments) throws(Refusal) {
    port = arguments.number("port") ?? 0
  }

  public func row(_ runbook: Runbook) -> [Claim] {
    runbook.services.flatMap(\.claims).filter { ["program", "port"].contains($0.address.field) }
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let services = runbook.services
    let questions = services.map {
      ServiceQuestion(
        service: $0.name.value, programs: $0.program.map { [.supervisord($0.value)] } ?? [],
        port: $0.port?.value)
    }
    let stated = services.first { $0.port?.value == port } ?? services.first
    return [
      Plan(
        operation: Self.card.name, subject: Address("port", String(port)), source: stated?.name.range,
        steps: [Step("look at port \(port)", .show(.port(port, questions)), effect: .observes)])
    ]
  }
}
