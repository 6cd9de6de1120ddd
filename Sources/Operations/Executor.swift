import Findings
import JSON
import RunbookModel
public import ServerFacts

/// Runs plans: the one way from a plan to the machine.
///
/// Each deed is journalled and on the disk before it is done, and proved by a fresh look after. When one fails, the
/// compensations of those that were done run backwards and are proved too.
public struct Executor: Sendable {
  let server: any Server
  let actuator: any Actuator
  public let journal: any Journal
  public let locks: any Locks
  public let digests: any Digests
  private let thread: (any TaskExecutor)?
  let pause: Pause

  /// - Parameter thread: where a change goes on to its end; nil for Swift's pool.
  public init(
    server: any Server, actuator: any Actuator, journal: any Journal, locks: any Locks, digests: any Digests,
    thread: (any TaskExecutor)? = nil, pause: @escaping Pause
  ) {
    self.server = server
    self.actuator = actuator
    self.journal = journal
    self.locks = locks
    self.digests = digests
    self.thread = thread
    self.pause = pause
  }

  /// Keeps other changes of a subject out while the body runs; throws a `.busy` fault where one is under way.
  public func holding<Value: Sendable>(
    _ subject: String, _ body: (any HeldLock) async throws -> Value
  ) async throws -> Value {
    let lock = try await locks.take(subject)
    let result: Result<Value, any Error>
    do { result = .success(try await body(lock)) } catch { result = .failure(error) }
    await lock.release()
    return try result.get()
  }

  /// Runs a plan that only looks: it needs no consent, no lock and no journal.
  public func observe(_ plan: Plan) async -> Execution {
    var execution = Execution(plan, plan.digest(digests))
    execution.outcome = .done
    for step in plan.steps {
      let record = await look(step)
      execution.steps.append(record)
      guard record.status == .done else {
        execution.outcome = .failed
        break
      }
    }
    return execution
  }

  private func look(_ step: Step) async -> StepRecord {
    guard case .show(let showing) = step.deed else {
      do throws(Fault) {
        return await proved(step, try await actuator.perform(step.deed), nil)
      } catch {
        return StepRecord(step, .failed, text: error.text, untrusted: error.said)
      }
    }
    switch await showing.read(server) {
    case .seen(let shown): return StepRecord(step, .done, shown: shown)
    case .unseen(let blindness):
      let told = Told(blindness)
      return StepRecord(step, .failed, text: told.text, untrusted: told.untrusted)
    }
  }

  /// Runs a plan that was agreed to, while the lock of its subject is held. In a task of its own: whoever is cancelled
  /// meanwhile waits for it all the same, since half a change is worse than a whole one.
  ///
  /// - Parameter facts: what was seen under that lock when the plan was made; nil for new looks.
  public func change(
    _ agreed: AgreedPlan, since facts: Facts? = nil, holding _: any HeldLock
  ) async -> Execution {
    await Task(executorPreference: thread) { await changeToTheEnd(agreed, since: facts) }.value
  }

  private func changeToTheEnd(_ agreed: AgreedPlan, since facts: Facts?) async -> Execution {
    let plan = agreed.plan, digest = plan.digest(digests)
    var execution = Execution(plan, digest, id: agreed.id)
    do { try await journal.append(agreed.begin(digest)) } catch {
      execution.fault = error
      return execution
    }
    let baselines = await self.baselines(plan.steps, facts?.server ?? server)
    execution.outcome = .done
    for (place, step) in plan.steps.enumerated() {
      let record = await perform(step, baselines[place], JournalPlace(agreed.id, place))
      execution.steps.append(record)
      guard record.status != .done else { continue }
      execution.outcome = record.status == .unproved ? .unproved : .failed
      if record.status == .failed {
        execution.compensations = await compensate(plan, Array(0..<place), agreed.id)
      }
      break
    }
    execution.fault = await end(execution, agreed.id)
    return execution
  }

  /// Brings a plan that a crash cut off to an end: what was begun is undone, last first, and proved. Its steps are
  /// derived anew and never read from the journal, which says only how far it came.
  public func recover(_ open: OpenPlan, as plan: Plan, holding _: any HeldLock) async -> Execution {
    await Task(executorPreference: thread) { await recoverToTheEnd(open, as: plan) }.value
  }

  private func recoverToTheEnd(_ open: OpenPlan, as plan: Plan) async -> Execution {
    var execution = Execution(plan, plan.digest(digests), id: open.id)
    do { try await journal.append(["event": "recover", "id": .string(open.id)]) } catch {
      execution.fault = error
      return execution
    }
    execution.steps = open.proved.sorted().map { place in
      StepRecord(plan.steps[place], .done, text: "done before it was cut off")
    }
    if open.proved.count == plan.steps.count {
      execution.outcome = .done
    } else {
      execution.outcome = .failed
      execution.compensations = await compensate(plan, open.begun.sorted(), open.id)
    }
    // One that cannot be undone now stays open, so that the next call tries again.
    if execution.compensations.allSatisfy({ $0.status == .done }) {
      execution.fault = await end(execution, open.id)
    } else {
      execution.fault = Fault(.unavailable, "what was begun could not be undone")
    }
    return execution
  }

  private func end(_ execution: Execution, _ id: String) async -> Fault? {
    do throws(Fault) {
      try await journal.append([
        "event": "end", "id": .string(id), "subject": .string(execution.subject.description),
        "outcome": .string(execution.outcome.rawValue),
      ])
      return nil
    } catch {
      return error
    }
  }

  /// Taken before the first deed, so that a start behind a stop still knows which process was there.
  private func baselines(_ steps: [Step], _ server: any Server) async -> [Baseline?] {
    var baselines: [Baseline?] = []
    for step in steps { baselines.append(await step.proof?.baseline(server)) }
    return baselines
  }

  /// No deed without its record, but one that undoes: a full disk is no reason to leave a service stopped. It stays
  /// without an end then, and `recover` undoes it once more.
  private func perform(_ step: Step, _ baseline: Baseline?, _ place: JournalPlace) async -> StepRecord {
    do throws(Fault) {
      do throws(Fault) {
        try await journal.append(place.record("deed", step, ["deed": .object(step.deed.json)]))
      } catch {
        if place.undo == nil { throw error }
      }
      let began = ContinuousClock.now
      let outcome = try await actuator.perform(step.deed)
      let record = await proved(step, outcome, baseline)
      let told: JSONObject = [
        "status": .int(Int64(outcome.status)), "outcome": .string(record.status.rawValue),
        "text": .string(record.text), "milliseconds": JSON(Self.milliseconds(since: began)),
        "output": .string(digests.sha256(Array(outcome.output.utf8))),
      ]
      do throws(Fault) { try await journal.append(place.record("proof", step, told)) } catch {
        if place.undo == nil { throw error }
      }
      return record
    } catch {
      return StepRecord(step, .failed, text: error.text, untrusted: error.said)
    }
  }

  private static func milliseconds(since start: ContinuousClock.Instant) -> Int {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }

  private func proved(_ step: Step, _ outcome: DeedOutcome, _ baseline: Baseline?) async -> StepRecord {
    if outcome.status != 0 { return Self.failed(step, outcome) }
    guard let proof = step.proof, let baseline else {
      let text = step.effect == .observes ? "" : "done, not proved: only the exit status is known"
      return StepRecord(step, .done, text: text, untrusted: outcome.output)
    }
    let result = await proof.judge(server, since: baseline, pause: pause)
    var record: StepRecord
    switch result {
    case .proved(let text, let errors):
      record = StepRecord(step, .done, text: text)
      record.errors = errors
      return record
    case .failed(let verdict, _):
      let said = [result.untrusted, outcome.output].filter { !$0.isEmpty }.joined(separator: "\n")
      record = StepRecord(step, .failed, text: result.text, verdict: verdict, untrusted: said)
    case .unknown:
      record = StepRecord(
        step, .unproved, text: "not proved: \(result.text)", verdict: .unknown, untrusted: result.untrusted)
    }
    // What it says itself of why.
    record.errors = await proof.errors(server, since: baseline)
    return record
  }

  /// supervisord's faults of a program that it cannot start at all: NO_FILE, NOT_EXECUTABLE, SPAWN_ERROR.
  private static let spawnFaults: Set<Int> = [20, 21, 50]

  private static func failed(_ step: Step, _ outcome: DeedOutcome) -> StepRecord {
    guard case .supervisor(_, let program, _) = step.deed else {
      return StepRecord(step, .failed, text: "exit status \(outcome.status)", untrusted: outcome.output)
    }
    let verdict: ProofOutcome.Verdict = spawnFaults.contains(outcome.status) ? .spawnError : .unknown
    let result = ProofOutcome.failed(
      verdict, Told("supervisord did not do it for \(program)", untrusted: outcome.output))
    return StepRecord(step, .failed, text: result.text, verdict: verdict, untrusted: result.untrusted)
  }

  /// Undoes steps, last first. A failed compensation does not stop the others. What they bring back need not be new.
  private func compensate(_ plan: Plan, _ places: [Int], _ id: String) async -> [StepRecord] {
    var records: [StepRecord] = []
    for place in places.reversed() where plan.steps.indices.contains(place) {
      for (index, step) in plan.steps[place].compensation.enumerated() {
        var baseline = await step.proof?.baseline(server)
        baseline?.demandsNew = false
        records.append(await perform(step, baseline, JournalPlace(id, place, undo: index)))
      }
    }
    return records
  }
}

/// Which step of which plan a record speaks of.
private struct JournalPlace {
  var id: String
  var step: Int
  /// Which of its compensations.
  var undo: Int?

  init(_ id: String, _ step: Int, undo: Int? = nil) {
    (self.id, self.step, self.undo) = (id, step, undo)
  }

  func record(_ event: String, _ step: Step, _ members: JSONObject) -> JSONObject {
    var record: JSONObject = ["event": .string(event), "id": .string(id), "step": JSON(self.step)]
    record["undo"] = undo.map { JSON($0) }
    record["summary"] = .string(step.summary)
    for member in members.members { record[member.key] = member.value }
    return record
  }
}
