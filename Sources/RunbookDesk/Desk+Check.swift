public import DriftChecks
import Findings
import Operations
import RunbookModel
import ServerFacts

extension Desk {
  public static var checkCards: [CheckCard] { AllChecks.list.map { $0.card } }

  /// Holds the runbook's claims against the server. Verdicts come out in the order of the checks, then of the lines.
  /// What is remembered is read and not written.
  public func check(progress: CheckProgress = CheckProgress()) async -> CheckReport {
    let state = try? await ledger?.read().state
    let facts = Facts(server, deadline: deadline)
    return await report(await judge(.all, progress, facts), .all, state ?? LedgerState(), facts)
  }

  /// The same, remembered: the run is counted, and after `tell` has written down what there is to tell, so is what was
  /// told. A crash in between tells it twice and never loses it. Where nothing can be remembered the check is none the
  /// worse for it.
  ///
  /// - Parameter isNightly: `tell` tells the news and nothing else.
  /// - Returns: What was wrong with the ledger, where something was.
  public func check(
    _ selection: CheckSelection, progress: CheckProgress = CheckProgress(), isNightly: Bool,
    tell: (CheckReport) -> Bool
  ) async throws -> String? {
    guard let ledger else {
      _ = tell(try await judged(selection, progress, LedgerState(), Facts(server, deadline: deadline)))
      return nil
    }
    let held: any HeldLock
    do throws(Fault) {
      held = try await ledger.take()
    } catch {
      guard error.kind != .busy else { throw error }
      var report = try await judged(selection, progress, LedgerState(), Facts(server, deadline: deadline))
      report.memoryTrouble = error.text
      _ = tell(report)
      return nil
    }
    let result: Result<String?, any Error>
    do {
      result = .success(try await remembered(selection, progress, isNightly, ledger, tell))
    } catch {
      result = .failure(error)
    }
    await held.release()
    return try result.get()
  }

  private func remembered(
    _ selection: CheckSelection, _ progress: CheckProgress, _ isNightly: Bool, _ ledger: any Ledger,
    _ tell: (CheckReport) -> Bool
  ) async throws -> String? {
    var reading = LedgerReading(LedgerState()), trouble: String?
    do throws(Fault) { reading = try await ledger.read() } catch { trouble = error.text }
    let facts = Facts(server, deadline: deadline)
    let verdicts = await judge(selection, progress, facts)
    try refuseUnknown(selection, verdicts)
    var state = reading.state
    state.observe(verdicts, isWhole: selection.isAll, at: await facts.now())
    var report = await report(verdicts, selection, state, facts)
    report.memoryTrouble = trouble
    let newsDesk = NewsDesk(report, state, isWhole: selection.isAll)
    if trouble == nil { report.news = CheckNews(items: newsDesk.items) }
    guard tell(report), trouble == nil else { return trouble }
    var next = isNightly ? newsDesk.state : state
    next.prune()
    do throws(Fault) { try await ledger.write(next) } catch { return error.text }
    return reading.damage
  }

  private func judged(
    _ selection: CheckSelection, _ progress: CheckProgress, _ state: LedgerState, _ facts: Facts
  ) async throws -> CheckReport {
    let verdicts = await judge(selection, progress, facts)
    try refuseUnknown(selection, verdicts)
    return await report(verdicts, selection, state, facts)
  }

  /// Every check's verdicts; the checks run together, on as many processors as there are.
  private func judge(
    _ selection: CheckSelection, _ progress: CheckProgress, _ facts: Facts
  ) async -> [Verdict] {
    let runbook = runbook
    let checks = AllChecks.list.filter { selection.concerns($0.card.id) }
    progress.begin(checks.count)
    return await withTaskGroup(of: (Int, [Verdict]).self) { group in
      for (index, check) in checks.enumerated() {
        group.addTask(executorPreference: globalConcurrentExecutor) {
          // Nobody waits for it any more: a client that hangs up must not keep others waiting.
          (index, Task.isCancelled ? [] : await check.init().judge(runbook, by: facts))
        }
      }
      var verdicts: [Int: [Verdict]] = [:]
      for await (index, found) in group {
        verdicts[index] = found
        progress.step()
      }
      let inOrder = checks.indices.flatMap { (verdicts[$0] ?? []).sorted(by: Self.isEarlier).map(masked) }
      return selection.isAll ? inOrder : inOrder.filter(selection.takes)
    }
  }

  private static func isEarlier(_ left: Verdict, _ right: Verdict) -> Bool {
    guard let first = left.range, let second = right.range, first != second else {
      return left.claim.description < right.claim.description
    }
    return first < second
  }

  private func report(
    _ verdicts: [Verdict], _ selection: CheckSelection, _ state: LedgerState, _ facts: Facts
  ) async -> CheckReport {
    let now = await facts.now()
    let claims = selection.isAll ? runbook.claims : []
    let count = ClaimCount(verdicts, claims)
    var unchecked: [StatedValue] = [], told: Set<SourceRange> = []
    for claim in claims
    where !count.judged.contains(claim.value.range) && told.insert(claim.value.range).inserted {
      unchecked.append(stated(claim.address, claim.label, claim.value))
    }
    var caller: Account?
    if case .seen(.caller(let account)) = await server.look(.caller) { caller = account }
    return CheckReport(
      file: file, at: now, verdicts: Self.judged(verdicts, state, now),
      readingFindings: selection.isAll ? runbook.findings.map(masked) : [], claims: count,
      unchecked: unchecked, caller: caller)
  }

  /// With their causes, how long they have lasted, and what is acknowledged. A cause that is acknowledged takes along
  /// what it explains.
  private static func judged(_ verdicts: [Verdict], _ state: LedgerState, _ now: Instant) -> [JudgedVerdict] {
    let after = Dictionary(
      checkCards.map { ($0.id, $0.after) }, uniquingKeysWith: { first, _ in first })
    let roots = CheckCauses(verdicts, after: after).roots
    let inForce = state.acknowledgements.filter { $0.isInForce(at: now) }
    let own = verdicts.map { verdict -> Acknowledgement? in
      if case .holds = verdict.outcome { return nil }
      return inForce.first { $0.selector.matches(verdict) }
    }
    return verdicts.enumerated().map { place, verdict in
      var lasting: Lasting?
      if case .drifts = verdict.outcome, let fault = state.faults[LedgerState.Key(verdict)], fault.isDrifting
      {
        lasting = Lasting(since: fault.since, runs: fault.runs)
      }
      return JudgedVerdict(
        verdict: verdict, because: roots[place].map { verdicts[$0].check }, root: roots[place],
        lasting: lasting,
        acknowledgement: own[place] ?? roots[place].flatMap { own[$0] })
    }
  }
}
