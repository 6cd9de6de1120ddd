import Findings
public import RunbookModel
public import ServerFacts

/// A service's checkout is on its branch, and the branch follows an upstream.
public struct CheckoutOnBranch: Check {
  public static let card = CheckCard(
    id: "checkout-on-branch",
    summary: "the checkout of every service is on its branch, which follows an upstream",
    why: "On a detached HEAD or a forgotten branch the update brings nothing, and says that nothing is new.",
    fix: "git switch to the branch that is deployed, and let it follow its upstream.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await DeployedService.checkouts(runbook, facts).compactMap { deployed, checkout in
      switch checkout {
      case .unseen(let blindness): unknown(deployed.claim, at: deployed.range, blindness)
      case .seen(nil): deployed.isPulled ? noCheckout(deployed) : nil
      case .seen(let checkout?): judge(deployed, checkout)
      }
    }
  }

  private func noCheckout(_ deployed: DeployedService) -> Verdict {
    drifts(
      deployed.claim, at: deployed.range,
      "the runbook keeps \(deployed.service.name.value) in \(deployed.folder), which the update pulls; "
        + "that is no git checkout",
      evidence: [Evidence(source: "git status in \(deployed.folder)", text: "not a git repository")],
      remedy: .advice("clone the repository to \(deployed.folder) again"))
  }

  private func judge(_ deployed: DeployedService, _ checkout: Checkout.State) -> Verdict {
    let folder = deployed.folder
    let claimed = deployed.service.claims.first { $0.address.field == "branch" }?.value
    let range = claimed?.range ?? deployed.range
    let stated = "the runbook keeps \(deployed.service.name.value) in \(folder)"
    let wanted = claimed?.value ?? "main"
    let severity: Severity = deployed.isUpdated ? .error : .warning
    guard let branch = checkout.branch else {
      return drifts(
        deployed.claim, at: range, "\(stated); its HEAD is detached", severity: severity,
        evidence: [
          Evidence(source: "git status in \(folder)", text: "HEAD at \(checkout.commit ?? "nothing")")
        ],
        remedy: .advice("git -C \(folder) switch \(wanted)"))
    }
    let isRight = claimed.map { $0.value == branch } ?? ["main", "master"].contains(branch)
    // A branch of any name that follows its upstream may be what is meant where the runbook names none.
    if !isRight, claimed != nil || checkout.upstream == nil {
      return drifts(
        deployed.claim, at: range,
        "\(stated), on \(WorldText.clean(wanted)); it is on \(WorldText.clean(branch))",
        severity: severity, evidence: [Evidence(source: "git status in \(folder)", text: branch)],
        remedy: .advice("git -C \(folder) switch \(wanted)"))
    }
    if !isRight {
      return drifts(
        deployed.claim, at: range, "\(stated); it is on the branch \(WorldText.clean(branch)), not on main",
        severity: .warning, evidence: [Evidence(source: "git status in \(folder)", text: branch)],
        remedy: .advice("git -C \(folder) switch main, or name the branch in the runbook"))
    }
    guard checkout.upstream != nil else {
      return drifts(
        deployed.claim, at: range, "\(stated); its branch \(branch) follows no upstream", severity: severity,
        remedy: .advice("git -C \(folder) branch --set-upstream-to=origin/\(branch)"))
    }
    return holds(deployed.claim, at: range)
  }

  private static let noRepository: ExampleServer = {
    var server = DeployExamples.server()
    server.looks[DeployExamples.status] = .output(
      CommandOutput(status: 128, output: "", errors: "fatal: not a git repository (or any parent)\n"))
    return server
  }()

  public static let examples = [
    CheckExample(.holds, DeployExamples.runbook, DeployExamples.server()),
    CheckExample(
      .drifts, DeployExamples.marked, DeployExamples.server(["oid 52f3872f", "head (detached)"])),
    CheckExample(
      .drifts, DeployExamples.marked,
      DeployExamples.server(["oid 52f3872f", "head try", "upstream origin/try", "ab +0 -0"])),
    CheckExample(.drifts, DeployExamples.marked, DeployExamples.server(["oid 52f3872f", "head main"])),
    CheckExample(.drifts, DeployExamples.marked, noRepository),
    CheckExample(.unknown, DeployExamples.runbook, DeployExamples.blind),
  ]
}
