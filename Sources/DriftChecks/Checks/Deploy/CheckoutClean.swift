import Findings
public import RunbookModel
public import ServerFacts

/// No tracked file of a service's checkout was changed on the server.
public struct CheckoutClean: Check {
  public static let card = CheckCard(
    id: "checkout-clean",
    summary: "no tracked file of a service's checkout differs from its commit",
    why:
      "git refuses to pull over changed files, so the update ends there; or the change is lost in the next one.",
    fix: "Commit the change where it belongs, then git checkout the file on the server.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await DeployedService.checkouts(runbook, facts).compactMap { deployed, checkout in
      switch checkout {
      case .unseen(let blindness): unknown(deployed.claim, at: deployed.range, blindness)
      case .seen(nil): nil
      case .seen(let checkout?): judge(deployed, checkout)
      }
    }
  }

  private func judge(_ deployed: DeployedService, _ checkout: Checkout.State) -> Verdict {
    let folder = deployed.folder, name = deployed.service.name.value
    func evidence(_ paths: [String]) -> [Evidence] {
      paths.prefix(5).map { Evidence(source: "git status in \(folder)", text: $0) }
    }
    if !checkout.changed.isEmpty {
      let files = checkout.changed.count == 1 ? "a tracked file" : "\(checkout.changed.count) tracked files"
      return drifts(
        deployed.claim, at: deployed.range,
        "the runbook keeps \(name) in \(folder); \(files) there was changed by hand",
        severity: deployed.isUpdated ? .error : .warning, evidence: evidence(checkout.changed),
        remedy: .advice(
          "look at git -C \(folder) diff, commit it upstream, then git -C \(folder) checkout -- ."))
    }
    guard checkout.untracked.isEmpty else {
      let fact =
        deployed.refusesUntracked
        ? "untracked files lie there, and the update refuses them" : "git does not know all that lies there"
      return drifts(
        deployed.claim, at: deployed.range, "the runbook keeps \(name) in \(folder); \(fact)",
        severity: deployed.refusesUntracked ? .warning : .note, evidence: evidence(checkout.untracked),
        remedy: .advice("add it to the repository or to its .gitignore, or move it away"))
    }
    return holds(deployed.claim, at: deployed.range)
  }

  public static let examples = [
    CheckExample(.holds, DeployExamples.runbook, DeployExamples.server()),
    CheckExample(
      .drifts, DeployExamples.marked,
      DeployExamples.server(changes: "1 .M N... 100644 100644 100644 740ca 740ca build.js\n")),
    CheckExample(.drifts, DeployExamples.marked, DeployExamples.server(changes: "? notes.txt\n")),
    CheckExample(.unknown, DeployExamples.runbook, DeployExamples.blind),
  ]
}
