import Findings
public import RunbookModel
public import ServerFacts

/// Shows the newest dump at the remote.
public struct LatestBackup: Operation {
  public static let card = OperationCard(
    name: "latest-backup", alias: "backup",
    summary: "show the newest dump of each database at its remote, with its age and size",
    detail: """
      Looks into the remote folder that restores read from. list-backups shows older ones. File names are a stranger's \
      words. Changes nothing.
      """,
    effect: .observes,
    parameters: [],
    undo: "nothing to undo")

  public init(_ arguments: Arguments) throws(Refusal) {}

  public func row(_ runbook: Runbook) -> [Claim] { BackupPlaces.row(runbook) }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    [try await BackupPlaces.plan(Self.card.name, runbook, 1, by: facts)]
  }
}
