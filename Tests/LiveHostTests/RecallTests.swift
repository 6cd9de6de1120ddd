import Glibc
import Operations
import ServerFacts
import Synchronization
import Testing

@testable import LiveHost

/// What is cancelled is not waited for, and what it waited for is ended: a program and all it started, a connection.
@Suite(.serialized) struct RecallTests {
  /// Far less than any deadline here, and far more than a loaded machine takes for a signal.
  private static let atOnce = 3000
  /// Looks one after the other: one that is left to its work keeps the next from its thread.
  private let threads = Threads(limit: 1)

  /// How many milliseconds a task took to end after it was cancelled, which it is when `hasBegun`.
  private func took<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value, hasBegun: () -> Bool
  ) async throws -> Int {
    let task = Task { await work() }
    let end = Milliseconds.now() + 10_000
    var isReady = hasBegun()
    while !isReady, Milliseconds.now() < end {
      try await Task.sleep(for: .milliseconds(5))
      isReady = hasBegun()
    }
    try #require(isReady)
    let start = Milliseconds.now()
    task.cancel()
    _ = await task.value
    return Milliseconds.now() - start
  }

  private func isGone(_ trap: Trap) async throws -> Bool {
    let end = Milliseconds.now() + Self.atOnce
    while !trap.survivors().isEmpty {
      if Milliseconds.now() > end { return false }
      try await Task.sleep(for: .milliseconds(10))
    }
    return true
  }

  @Test func aProgramIsEndedWithItsGroup() async throws {
    let trap = Trap(shell: "trap '' TERM; (trap '' TERM; sleep 60) & sleep 60")
    defer { trap.clear() }
    let threads = threads
    let took = try await took {
      await threads.run(seconds: 60, late: 0) { recall in
        let ended = try? ChildProcess.run(
          words: trap.words, environment: trap.environment, seconds: 50, recall: recall)
        return ended?.status ?? -1
      }
    } hasBegun: {
      trap.survivors().count >= 3
    }
    #expect(took < Self.atOnce)
    #expect(try await isGone(trap))
    #expect(await threads.run { true })
  }

  /// A command that only looks runs below a keeper, which ends what has left the group as well.
  @Test(arguments: [false, true]) func aDeedIsEndedWithAllThatItStarted(isPiped: Bool) async throws {
    let trap = Trap(shell: "setsid -f sleep 60; sleep 60")
    defer { trap.clear() }
    let words = ["/usr/bin/env", "\(Trap.variable)=\(trap.mark)"] + trap.words
    let deed: Deed =
      isPiped
      ? .pipe(
        PipedWords(
          stages: [PipedWords.Stage(words: words), PipedWords.Stage(words: words)], directory: "/",
          seconds: 50))
      : .run(Words(words[0], Array(words.dropFirst()), seconds: 50))
    let actuator = LiveActuator(threads: Threads(limit: 2))
    let took = try await took {
      _ = try? await actuator.perform(deed)
    } hasBegun: {
      trap.survivors().count >= (isPiped ? 4 : 2)
    }
    #expect(took < Self.atOnce)
    #expect(try await isGone(trap))
  }

  /// Who takes a connection and says nothing, asked in each way that there is.
  @Test(arguments: 0..<4) func aConnectionIsClosed(_ way: Int) async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/s.sock"
    let deaf = way == 0 ? try ListeningSocket(path: path) : try ListeningSocket(AF_INET)
    let look: Look = [
      .supervisor(socket: path, call: .state), .http(port: deaf.port, host: "x", path: "/"),
      .https(port: deaf.port, host: "x", path: "/"), .handshake(port: deaf.port, serverName: "x"),
    ][way]
    let threads = threads, server = LiveServer(threads: threads)
    let began = Mutex(0)
    let took = try await took {
      began.withLock { $0 = Milliseconds.now() }
      return await server.look(look)
    } hasBegun: {
      // It is connected then, or about to be; both are ended.
      began.withLock { $0 > 0 && $0 + 200 < Milliseconds.now() }
    }
    #expect(took < Self.atOnce)
    let start = Milliseconds.now()
    guard case .seen(.attributes) = await server.look(.attributes(path: "/")) else {
      throw TemporaryFolder.Failure()
    }
    #expect(Milliseconds.now() - start < 1500, "the thread still waits for the answer")
  }

  /// What waits for its turn is never begun.
  @Test func whatIsCancelledInTheQueueIsNotBegun() async throws {
    let threads = threads, begun = Mutex(false), isBusy = Mutex(false)
    let blocker = Task {
      await threads.run {
        isBusy.withLock { $0 = true }
        usleep(400_000)
      }
    }
    while !isBusy.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    let waiting = Task {
      await threads.run(seconds: 10, late: "late") { _ in
        begun.withLock { $0 = true }; return "x"
      }
    }
    try await Task.sleep(for: .milliseconds(50))
    waiting.cancel()
    #expect(await waiting.value == "late")
    await blocker.value
    #expect(await threads.run { true })
    #expect(!begun.withLock { $0 })
  }

  @Test func oneThatHasEndedHearsNothing() {
    let calls = Mutex(0), recall = Recall()
    recall.waits { calls.withLock { $0 += 1 } }
    recall.rest()
    recall.call()
    #expect(calls.withLock { $0 } == 0 && recall.isCalled)
    recall.waits { calls.withLock { $0 += 1 } }
    recall.call()
    #expect(calls.withLock { $0 } == 1)
  }
}
