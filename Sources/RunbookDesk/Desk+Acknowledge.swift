import DriftChecks
import Findings
import Operations
import RunbookModel
import ServerFacts

extension Desk {
  /// Remembers that a fault is known and lived with until a day, at most a year away.
  public func acknowledge(_ words: String, until: String, why: String) async throws -> Acknowledgement {
    let ledger = try ledgerForAcknowledgements()
    let now = await server.now()
    let acknowledgement = Acknowledgement(
      selector: VerdictSelector(words), until: try Self.day(until, from: now), why: why, made: now)
    return try await changing(ledger) { state in
      try refuseUnknown(words, Set(state.faults.keys.map(\.claim)))
      state.acknowledgements.removeAll { $0.selector.text == words || !$0.isInForce(at: now) }
      state.acknowledgements.append(acknowledgement)
      return acknowledgement
    }
  }

  /// What is acknowledged now.
  public func acknowledgements() async throws -> [Acknowledgement] {
    let now = await server.now()
    return try await ledgerForAcknowledgements().read().state.acknowledgements.filter {
      $0.isInForce(at: now)
    }
  }

  public func removeAcknowledgement(_ words: String) async throws -> Acknowledgement {
    let ledger = try ledgerForAcknowledgements()
    return try await changing(ledger) { state in
      guard let place = state.acknowledgements.firstIndex(where: { $0.selector.text == words }) else {
        let known = state.acknowledgements.map(\.selector.text)
        throw Refusal(
          .argument, "nothing is acknowledged under that name", accepted: known,
          nearest: Nearest.words(to: words, among: known))
      }
      return state.acknowledgements.remove(at: place)
    }
  }

  private func ledgerForAcknowledgements() throws(Refusal) -> any Ledger {
    guard let ledger else { throw Refusal(.argument, "a recording has nothing to acknowledge") }
    return ledger
  }

  private func changing(
    _ ledger: any Ledger, _ change: (inout LedgerState) throws -> Acknowledgement
  ) async throws -> Acknowledgement {
    let held = try await ledger.take()
    let result: Result<Acknowledgement, any Error>
    do {
      var state = try await ledger.read().state
      let changed = try change(&state)
      try await ledger.write(state)
      result = .success(changed)
    } catch {
      result = .failure(error)
    }
    await held.release()
    return try result.get()
  }

  private static func day(_ text: String, from now: Instant) throws(Refusal) -> String {
    guard let start = CalendarDay.start(text) else {
      throw Refusal(.argument, "--until takes a day such as \(CalendarDay.of(now.adding(days: 30)))")
    }
    guard start > now else { throw Refusal(.argument, "--until \(text) is not in the future (UTC)") }
    guard start <= now.adding(days: 366) else {
      throw Refusal(
        .argument, "--until \(text) is more than a year away; a fault that old belongs in the runbook")
    }
    return text
  }

  // MARK: Names

  /// Refuses what names neither a check, nor a group, nor a subject of the runbook or of a verdict.
  func refuseUnknown(_ selection: CheckSelection, _ verdicts: [Verdict]) throws(Refusal) {
    let words = (selection.only + selection.except).filter { !$0.isOfChecks }
    guard !words.isEmpty else { return }
    let judged = Set(verdicts.map(\.claim.description))
    for selector in words { try refuseUnknown(selector.text, judged) }
  }

  private func refuseUnknown(_ words: String, _ claims: Set<String>) throws(Refusal) {
    if VerdictSelector(words).isOfChecks { return }
    var subjects = claims
    for address in runbook.claims.map(\.address) {
      subjects.formUnion([address.name, address.entry.description, address.description])
    }
    for claim in claims {
      let entry = claim.prefix { $0 != "#" }
      subjects.formUnion([String(entry), String(entry.drop { $0 != "/" }.dropFirst())])
    }
    if subjects.contains(words) { return }
    if let at = words.firstIndex(of: "@"), VerdictSelector.checkWords.contains(String(words[..<at])) {
      let subject = String(words[words.index(after: at)...])
      if subjects.contains(subject) { return }
      throw Self.unknown(subject, among: subjects)
    }
    throw Self.unknown(words, among: subjects.union(VerdictSelector.checkWords))
  }

  private static func unknown(_ words: String, among known: Set<String>) -> Refusal {
    Refusal(
      .argument, "\(words) is neither a check, nor a group of checks, nor a subject of the runbook",
      nearest: Nearest.words(to: words, among: known.sorted()))
  }
}

extension Instant {
  fileprivate func adding(days: Int) -> Instant { Instant(seconds: seconds + days * 86_400) }
}
