import JSON
import Operations
import RunbookDesk
import RunbookModel

/// A call that brings what was asked for, its state already proved.
struct Resumed: Sendable {
  var plan: String
  /// nil where the client called again without it.
  var answer: JSON?
}

/// How a person is asked. Nothing but a person's own word, typed into a form that the client shows, or at a terminal,
/// agrees to a plan; a model is given nothing that would.
extension CallContext {
  /// Has a person agree to a plan that wants one; throws where nobody does.
  ///
  /// - Parameter isOnly: whether it is the only plan of its request: a call that comes again brings one answer.
  func agree(to id: String, _ refusal: Refusal, isOnly: Bool, on desk: Desk) async throws {
    guard client.showsForms(revision), let formTime = try await desk.formTime() else {
      throw try await forTerminal(refusal, id, desk)
    }
    let form = ConsentForm(page: try await desk.planToApprove(id, of: nil))
    if revision == .july2026 {
      guard isOnly, let required = required(form, formTime) else {
        throw try await forTerminal(refusal, id, desk)
      }
      throw required
    }
    guard let questions else { throw try await forTerminal(refusal, id, desk) }
    stepAside()
    let answer = await questions.ask(
      "elicitation/create", form.params(revision), within: formTime, send: progress.send)
    switch answer {
    case .result(let json): try await take(json, form, desk)
    case .error: throw try await forTerminal(refusal, id, desk)
    case .expired:
      throw Refusal(
        .consent,
        "the form expired: nobody answered within \(formTime.components.seconds) s; nothing was done",
        help: "call again, or \(try await desk.approvalCommand(id))")
    case .gone:
      throw Refusal(.consent, "the client went away before anybody answered: nothing was done")
    }
  }

  /// Goes on with the plan that a person was asked about, if the answer is a yes.
  func resume(_ resumed: Resumed, on desk: Desk) async throws -> Prepared {
    let form = ConsentForm(page: try await desk.planToApprove(resumed.plan, of: nil))
    guard let answer = resumed.answer else {
      // Not a no: it was not asked yet.
      if let time = try await desk.formTime(), let required = required(form, time) { throw required }
      throw Refusal(.consent, "the form came back without an answer: nothing was done")
    }
    try await take(answer, form, desk)
    return .kept([Prepared.Kept(id: resumed.plan)])
  }

  private func take(_ answer: JSON, _ form: ConsentForm, _ desk: Desk) async throws {
    switch ConsentForm.answer(answer) {
    case .typed(let word): try await desk.approve(form.page, typed: word, in: actor)
    case .no(let why): throw Refusal(.consent, "\(why): nothing was done")
    }
  }

  private func required(_ form: ConsentForm, _ formTime: Duration) -> InputRequired? {
    // What destroys is thought over longer.
    let time: Duration = form.page.plan.effect == .destroys ? .seconds(15 * 60) : formTime
    guard let call, let state = states.issue(plan: form.page.id, for: call, within: time) else { return nil }
    return InputRequired(form: form.params(revision), state: state)
  }

  /// The refusal with what a person does at a terminal.
  private func forTerminal(_ refusal: Refusal, _ id: String, _ desk: Desk) async throws -> Refusal {
    var refusal = refusal
    refusal.help =
      "have a person run `\(try await desk.approvalCommand(id))` at a terminal, and then make the same call again"
    return refusal
  }
}
