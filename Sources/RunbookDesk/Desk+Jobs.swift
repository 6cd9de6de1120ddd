import Findings
import JSON
import Operations
import RunbookModel
public import ServerFacts

/// One plan that was kept, begun or ended.
public struct Job: Hashable, Sendable {
  public enum State: String, Sendable {
    /// Kept, and not run yet.
    case planned
    case running
    /// It began, and the process that ran it is gone.
    case cutOff = "cut off"
    case refused, failed, done, unproved
  }

  public var id: String
  public var state: State
  /// `restart-service luci`.
  public var words: String
  public var created: Instant?
  public var outcome: JobOutcome?
}

extension Desk {
  /// Every plan that is remembered, by id.
  public func jobs() async throws -> [Job] {
    let door = try openDoor()
    var ids: Set<String> = []
    for folder in [StateItem.Folder.plans, .jobs] { ids.formUnion(try await door.state.names(in: folder)) }
    var jobs: [Job] = []
    for id in ids.sorted() where KeptPlan.isID(id) {
      if let job = try? await job(id) { jobs.append(job) }
    }
    return jobs.sorted {
      ($0.created ?? Instant(seconds: 0), $0.id) < ($1.created ?? Instant(seconds: 0), $1.id)
    }
  }

  /// What became of one plan.
  public func job(_ id: String) async throws -> Job {
    let door = try openDoor()
    let record = try await record(id, door)
    let outcome = record?.outcome
    if let execution = outcome?.execution {
      let words = "\(execution.operation) \(execution.subject.name)"
      // Its plan is gone, and it still has its place among the others.
      return Job(
        id: id, state: Job.State(execution.outcome), words: words, created: record?.created, outcome: outcome)
    }
    guard KeptPlan.isID(id), let bytes = try await door.state.read(StateItem(.plans, id), of: .caller) else {
      // Cut off where nothing is left to be undone: its plan was thrown away, its last word was kept.
      if let outcome {
        if case .refused(let refusal) = outcome {
          return Job(id: id, state: .refused, words: refusal.message, outcome: outcome)
        }
        return Job(id: id, state: .cutOff, words: "a plan that is gone", outcome: outcome)
      }
      // Its last word is written before it goes.
      if try await self.outcome(id, door) != nil { return try await self.job(id) }
      throw Refusal(.argument, "there is no job of that id", help: "runbook jobs")
    }
    let plan = try KeptPlan(id, bytes, executor.digests)
    var job = Job(id: id, state: .planned, words: plan.request.words, created: plan.created, outcome: outcome)
    if try await door.state.read(StateItem(.used, id), of: .caller) != nil {
      let isRunning = try await isBusy(plan.subject)
      // It may have ended between the one look and the other.
      if !isRunning, let ended = try await self.outcome(id, door), ended != outcome {
        return try await self.job(id)
      }
      job.state = isRunning ? .running : .cutOff
      job.outcome = nil
    } else if outcome != nil {
      job.state = .refused
    }
    return job
  }

  func isBusy(_ subject: String) async throws -> Bool {
    do {
      return try await executor.holding(subject) { _ in false }
    } catch let fault as Fault where fault.kind == .busy {
      return true
    }
  }

  func outcome(_ id: String, _ door: Door) async throws(Fault) -> JobOutcome? {
    try await record(id, door)?.outcome
  }

  /// The last word on a job, and when its plan was made where the record tells it.
  private func record(
    _ id: String, _ door: Door
  ) async throws(Fault) -> (outcome: JobOutcome, created: Instant?)? {
    guard KeptPlan.isID(id), let bytes = try await door.state.read(StateItem(.jobs, id), of: .caller) else {
      return nil
    }
    guard let json = try? JSON.parse(bytes), let outcome = JobOutcome(json) else {
      throw Fault(.io, "the record of job \(id) is damaged")
    }
    let created = json["created"]?.asInt.map { Instant(seconds: $0) }
    guard case .ended(var execution) = outcome else { return (outcome, created) }
    // Where the runbook names it now: a file moves on.
    let subject = execution.subject
    execution.source = runbook.claims.first(where: { $0.address.entry == subject })?.value.range
    return (.ended(execution), created)
  }
}

extension Job.State {
  fileprivate init(_ outcome: Execution.Outcome) {
    self =
      switch outcome {
      case .done: .done
      case .failed: .failed
      case .unproved: .unproved
      case .refused: .refused
      }
  }
}
