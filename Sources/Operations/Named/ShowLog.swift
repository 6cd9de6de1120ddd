import Findings
public import RunbookModel
public import ServerFacts

/// Shows the last lines that a service wrote.
public struct ShowLog: Operation {
  public static let card = OperationCard(
    name: "show-log", alias: "log",
    summary: "show the last lines that a service wrote to its log",
    detail: """
      Its standard output, by the file or by its runner. The lines are a stranger's words. Changes nothing.
      """,
    effect: .observes,
    parameters: [
      .service,
      Parameter(
        name: "lines", summary: "how many lines, at most 500", values: .number(1...500), standard: "50"),
      Parameter(
        name: "since", summary: "only what was written within this time",
        values: .words(Self.spans.map(\.word)),
        isOptional: true),
      Parameter(
        name: "only", summary: "only lines that speak of an error", values: .words(["errors"]),
        isOptional: true),
    ],
    undo: "nothing to undo")

  private static let spans: [(word: String, minutes: Int)] = [
    ("5m", 5), ("10m", 10), ("30m", 30), ("1h", 60), ("3h", 180), ("6h", 360), ("12h", 720), ("1d", 1440),
    ("2d", 2880), ("7d", 10_080),
  ]

  private let service: String
  private let lines: Int
  private let minutes: Int?
  private let onlyErrors: Bool

  public init(_ arguments: Arguments) throws(Refusal) {
    service = arguments["service"] ?? ""
    lines = arguments.number("lines") ?? 50
    minutes = Self.spans.first { $0.word == arguments["since"] }?.minutes
    onlyErrors = arguments["only"] == "errors"
  }

  public func row(_ runbook: Runbook) -> [Claim] { runbook.service(named: service)?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let kept = try await KeptService.find(service, runbook, by: facts)
    return [
      Plan(
        operation: Self.card.name, subject: kept.service.address, source: kept.service.name.range,
        steps: [
          Step(
            "read the log of \(kept.program.name)",
            .show(.log(kept.program, lines: lines, minutes: minutes, onlyErrors: onlyErrors)),
            effect: .observes)
        ])
    ]
  }
}
