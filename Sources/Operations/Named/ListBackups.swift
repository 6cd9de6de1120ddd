import Findings
public import RunbookModel
public import ServerFacts

/// Shows the newest dumps at the remote.
public struct ListBackups: Operation {
  public static let card = OperationCard(
    name: "list-backups", alias: "backups",
    summary: "list the dumps of each database, the newest first",
    detail: """
      Looks into the remote folder that restores read from, with the backup job's account. File names are a \
      stranger's words. Changes nothing.
      """,
    effect: .observes,
    parameters: [
      Parameter(
        name: "count", summary: "how many of each database, at most 200", values: .number(1...200),
        standard: "20")
    ],
    undo: "nothing to undo")

  private let count: Int

  public init(_ arguments: Arguments) throws(Refusal) {
    count = arguments.number("count") ?? 20
  }

  public func row(_ runbook: Runbook) -> [Claim] { BackupPlaces.row(runbook) }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    [try await BackupPlaces.plan(Self.card.name, runbook, count, by: facts)]
  }
}
