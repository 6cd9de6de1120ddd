import Findings
import Operations
import Reports
import RunbookDesk

/// Shows a kept plan and takes a person's yes to it.
enum ApproveCommand: Command {
  static let card = CommandCard(
    name: "approve", synopsis: "<id>",
    summary: "agree to a plan that wants a person",
    examples: [
      "runbook approve 3f9c0a417be2d58816aa", "sudo runbook approve 3f9c0a417be2d58816aa --account deploy",
    ], takes: [.plan],
    options: [OptionCard("--account", "NAME", "whose plan it is; only root can agree to another's")],
    notes: [
      "It is asked at a terminal only: the name of what is changed has to be typed.",
      "The yes holds for this plan alone, once, for 2 minutes, or 15 where data can be lost.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard let id = invocation.words.first, invocation.words.count == 1 else {
      throw Invocation.Unusable(message: "approve needs the id of one plan")
    }
    let desk = try await terminal.world.desk(invocation.options)
    let plan = try await desk.planToApprove(id, of: invocation.options.own["--account"]?.last)
    let page = ApprovalPage.lines(plan, try await desk.history(of: plan))
    guard terminal.say(page.map(\.cleaned).joined(separator: "\n")) == .success else {
      return .io
    }
    let typed = try terminal.ask(
      "to agree, type \(plan.word): ".cleaned, to: "agree to a plan", help: "run this at a terminal")
    try await desk.approve(plan, typed: typed)
    return terminal.say("agreed; to run it: runbook run --plan \(id)")
  }
}
