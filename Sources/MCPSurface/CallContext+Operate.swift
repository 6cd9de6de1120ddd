import JSON
import Operations
import RunbookDesk

/// How a request changes something: a person is asked where one has to agree, the client is told how far it is, and what
/// was begun outlives the request.
extension CallContext {
  /// How often the records of a job are looked at.
  private static let look = Duration.milliseconds(250)

  /// Does what was asked for and waits for what becomes of it; what takes longer goes on, and its job is given back.
  ///
  /// A request that is cancelled before its first deed does nothing: its plans are withdrawn. Later it is only not waited
  /// for: half a change is worse than a whole one.
  func operate(
    _ request: Operations.Request, key: String? = nil, on desk: Desk
  ) async throws -> (executions: [Execution], running: [Job]) {
    switch try await prepared(request, key, desk) {
    case .observed(let executions): return (executions, [])
    case .kept(let plans):
      do {
        return try await finish(plans, desk)
      } catch let cancellation as CancellationError {
        // In a task that nobody cancels, and before the request gives its turn to another.
        await Task.detached { for plan in plans { _ = try? await desk.withdraw(plan.id) } }.value
        throw cancellation
      }
    }
  }

  private func finish(
    _ plans: [Prepared.Kept], _ desk: Desk
  ) async throws -> (executions: [Execution], running: [Job]) {
    var executions: [Execution] = []
    for plan in plans {
      try Task.checkCancellation()
      guard let execution = try await finish(plan.id, desk) else {
        return (executions, [try await desk.job(plan.id)])
      }
      executions.append(execution)
    }
    return (executions, [])
  }

  private func prepared(
    _ request: Operations.Request, _ key: String?, _ desk: Desk
  ) async throws -> Prepared {
    try Task.checkCancellation()
    if let resumed { return try await resume(resumed, on: desk) }
    let prepared = try await desk.prepare(request, actor: actor, key: key, upTo: strongest)
    guard case .kept(let plans) = prepared else { return prepared }
    for plan in plans {
      guard let refusal = plan.refusal else { continue }
      try await agree(to: plan.id, refusal, isOnly: plans.count == 1, on: desk)
    }
    return prepared
  }

  /// nil where it has not ended in time. The task that waits is its own, so that a cancelled request leaves at once and
  /// the job does not.
  private func finish(_ id: String, _ desk: Desk) async throws -> Execution? {
    let (results, result) = AsyncStream.makeStream(of: Result<Execution?, any Error>.self)
    Task.detached {
      do { result.yield(.success(try await desk.finish(id))) } catch { result.yield(.failure(error)) }
      result.finish()
    }
    let watch = Task { await follow(id, desk) }
    let alarm = Task {
      if (try? await Task.sleep(for: patience)) != nil { result.yield(.success(nil)) }
    }
    defer {
      watch.cancel()
      alarm.cancel()
    }
    // Ends without one where the request is cancelled.
    for await result in results { return try result.get() }
    throw CancellationError()
  }

  private func follow(_ id: String, _ desk: Desk) async {
    guard progress.isWanted else { return }
    while (try? await Task.sleep(for: Self.look)) != nil {
      guard let now = try? await desk.progress(of: id) else { continue }
      report(now.text, done: now.records, of: now.total)
    }
  }
}
