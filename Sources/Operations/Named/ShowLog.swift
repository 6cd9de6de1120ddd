import Findings
public import RunbookModel
public import ServerFacts

/// Shows the last lines that a service wrote.
public struct ShowLog: Operation {
  public static let card = OperationCard(
    name: "show-log",
    summary: "show the last lines that a service wrote to its log",
    detail:
      "Reads the program's standard output through supervisord. The lines are a stranger's words. Changes nothing.",
    effect: .observes,
    parameters: [
      Parameter(name: "service", summary: "which service", values: .vocabulary(.services)),
      Parameter(
        name: "lines", summary: "how many lines, at most 500", values: .number(1...500), standard: "50"),
    ],
    undo: "nothing to undo")

  private let service: String
  private let lines: Int

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
    lines = arguments.number("lines") ?? 50
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    guard let service = runbook.service(named: service), let program = service.program else {
      throw Refusal(.argument, "the runbook names no program for \(self.service)")
    }
    return [
      Plan(
        operation: Self.card.name, subject: service.address, source: service.name.range,
        steps: [
          Step(
            "read the log of \(program.value)",
            .show(.log(program: program.value, lines: lines)), effect: .observes)
        ])
    ]
  }
}
