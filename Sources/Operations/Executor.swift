import Findings
import JSON
import RunbookModel
public import ServerFacts

/// Runs plans: the one door between a plan and the machine.
///
/// Each deed is journalled and on the disk before it is done, and proved by a fresh look after. When one fails, the
/// compensations of those that were done run backwards and are proved too.
public struct Executor: Sendable {
  let server: any Server
  let actuator: any Actuator
  let journal: any Journal
  let locks: any Locks
  public let digests: any Digests
  let pause: Pause

  public init(
    server: any Server, actuator: any Actuator, journal: any Journal, locks: any Locks, digests: any Digests,
    pause: @escaping Pause
  ) {
    self.server = server
    self.actuator = actuator
    self.journal = journal
    self.locks = locks
    self.digests = digests
    self.pause = pause
  }

  /// Runs one plan. `actor` is who asked, for the journal: it decides nothing.
  public func run(_ plan: Plan, actor: String) async -> Execution {
    let digest = plan.digest(digests)
    guard plan.effect > .observes else { return await observe(plan, digest) }
    let lock: any HeldLock
    do { lock = try await locks.take(plan.subject.description) } catch {
      return Execution(plan, digest, fault: error)
    }
    let execution = await change(plan, digest, actor)
    await lock.release()
    return execution
  }

  private func observe(_ plan: Plan, _ digest: String) async -> Execution {
    var execution = Execution(plan, digest)
    for step in plan.steps {
      guard case .show(let showing) = step.deed else { continue }
      switch await showing.read(server) {
      case .seen(let shown):
        execution.steps.append(StepRecord(step, .done, shown: shown))
      case .unseen(let blindness):
        execution.steps.append(StepRecord(step, .failed, text: blindness.text))
        execution.outcome = .failed
        return execution
      }
    }
    execution.outcome = .done
    return execution
  }

  private func change(_ plan: Plan, _ digest: String, _ actor: String) async -> Execution {
    var execution = Execution(plan, digest)
    do {
      try await journal.append([
        "event": "begin", "plan": .string(digest), "actor": .string(actor), "what": .object(plan.json),
      ])
    } catch {
      return Execution(plan, digest, fault: error)
    }
    let baselines = await self.baselines(plan.steps)
    for (step, baseline) in zip(plan.steps, baselines) {
      let record = await perform(step, baseline, digest)
      execution.steps.append(record)
      if record.status != .done {
        execution.outcome = record.status == .unproved ? .unproved : .failed
        if record.status == .failed { execution.compensations = await compensate(execution.steps, digest) }
        break
      }
    }
    if execution.outcome == .refused { execution.outcome = .done }
    let end: JSONObject = [
      "event": "end", "plan": .string(digest), "outcome": .string(execution.outcome.rawValue),
    ]
    do { try await journal.append(end) } catch { execution.fault = error }
    return execution
  }

  /// Taken before the first deed, so that a start behind a stop still knows which process was there.
  private func baselines(_ steps: [Step]) async -> [Baseline?] {
    var baselines: [Baseline?] = []
    for step in steps { baselines.append(await step.proof?.baseline(server)) }
    return baselines
  }

  private func perform(_ step: Step, _ baseline: Baseline?, _ digest: String) async -> StepRecord {
    do throws(Fault) {
      try await journal.append([
        "event": "deed", "plan": .string(digest), "summary": .string(step.summary),
        "deed": .object(step.deed.json),
      ])
      let outcome = try await actuator.perform(step.deed)
      let record = await proved(step, outcome, baseline)
      try await journal.append([
        "event": "proof", "plan": .string(digest), "summary": .string(step.summary),
        "status": .int(Int64(outcome.status)), "outcome": .string(record.status.rawValue),
        "text": .string(record.text),
      ])
      return record
    } catch {
      return StepRecord(step, .failed, text: error.text)
    }
  }

  private func proved(_ step: Step, _ outcome: DeedOutcome, _ baseline: Baseline?) async -> StepRecord {
    if outcome.status != 0 { return Self.failed(step, outcome) }
    guard let proof = step.proof, let baseline else {
      let text =
        outcome.status == 0 ? "done, not proved: only the exit status is known" : "status \(outcome.status)"
      return StepRecord(step, outcome.status == 0 ? .done : .failed, text: text, untrusted: outcome.output)
    }
    let result = await proof.judge(server, since: baseline, pause: pause)
    switch result {
    case .proved: return StepRecord(step, .done, text: result.text)
    case .failed(let verdict, _):
      return StepRecord(step, .failed, text: result.text, verdict: verdict, untrusted: outcome.output)
    case .unknown: return StepRecord(step, .unproved, text: "not proved: \(result.text)", verdict: .unknown)
    }
  }

  /// supervisord's faults of a program that it cannot start at all: NO_FILE, NOT_EXECUTABLE, SPAWN_ERROR.
  private static let spawnFaults: Set<Int> = [20, 21, 50]

  private static func failed(_ step: Step, _ outcome: DeedOutcome) -> StepRecord {
    guard case .supervisor(_, let program, _) = step.deed else {
      return StepRecord(step, .failed, text: "exit status \(outcome.status)", untrusted: outcome.output)
    }
    let verdict: ProofOutcome.Verdict = spawnFaults.contains(outcome.status) ? .spawnError : .unknown
    let result = ProofOutcome.failed(
      verdict, "supervisord did not do it for \(program): \(WorldText.clean(outcome.output))")
    return StepRecord(step, .failed, text: result.text, verdict: verdict)
  }

  /// Undoes what was done, last first. A failed compensation does not stop the others.
  private func compensate(_ done: [StepRecord], _ digest: String) async -> [StepRecord] {
    var records: [StepRecord] = []
    for record in done.reversed() where record.status == .done {
      for step in record.step.compensation {
        records.append(await perform(step, await step.proof?.baseline(server), digest))
      }
    }
    return records
  }
}
