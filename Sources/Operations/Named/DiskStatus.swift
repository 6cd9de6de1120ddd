import Findings
public import RunbookModel
public import ServerFacts

/// Shows the room that is left where the runbook puts files.
public struct DiskStatus: Operation {
  public static let card = OperationCard(
    name: "disk-status", alias: "disk",
    summary: "show the room left on the runbook's file systems",
    detail: "Looks at the root and at the folders of services, jobs, backups and logs now. Changes nothing.",
    effect: .observes,
    parameters: [],
    undo: "nothing to undo")

  public init(_ arguments: Arguments) throws(Refusal) {}

  public func row(_ runbook: Runbook) -> [Claim] {
    let places = Set(runbook.filePlaces.map(\.claim))
    return runbook.claims.filter { places.contains($0.address) }
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let places = runbook.filePlaces.map(\.path)
    guard let first = places.first else {
      throw Refusal(.notPossible, "the runbook names no folder")
    }
    let paths = ["/"] + places.map(\.value).filter { $0 != "/" }
    return [
      Plan(
        operation: Self.card.name, subject: Address("file-system", "*"), source: first.range,
        steps: [Step("look at the file systems", .show(.room(paths)), effect: .observes)])
    ]
  }
}
