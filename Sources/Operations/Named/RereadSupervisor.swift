import Findings
public import RunbookModel
public import ServerFacts

/// Lets supervisord read its files again, which changes nothing that runs.
public struct RereadSupervisor: Operation {
  public static let card = OperationCard(
    name: "reread-supervisor", alias: "reread",
    summary: "let supervisord read its files again, which starts and stops nothing",
    detail: """
      A new program waits for an update, a changed one for its next start. Then supervisord must know just the programs \
      that its files have, with their commands.
      """,
    effect: .reloads,
    parameters: [],
    undo: "put the files back and reread again")

  public init(_ arguments: Arguments) throws(Refusal) {}

  public func row(_ runbook: Runbook) -> [Claim] {
    runbook.services.flatMap(\.claims).filter { $0.address.field == "program" }
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    guard let source = row(runbook).first?.value.range else {
      throw Refusal(.notPossible, "the runbook names no program of supervisord")
    }
    let words = try await Privilege.words("/usr/bin/supervisorctl", ["reread"], by: facts)
    return [
      Plan(
        operation: Self.card.name, subject: Address("supervisor", "supervisord"), source: source,
        steps: [Step("read the files again", .run(words), effect: .reloads, proof: .supervisorReread)])
    ]
  }
}
