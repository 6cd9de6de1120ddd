import Glibc
import Synchronization
import Testing

@testable import LiveHost

/// Threads for calls that block.
struct ThreadsTests {
  private final class Seen: Sendable {
    let state = Mutex((running: 0, most: 0, done: 0))
  }

  /// The kernel's own number of the thread; that of the library is another's when its thread is gone.
  @Sendable private static func thread() -> String {
    (try? AtomicFile.resolved("/proc/thread-self")) ?? ""
  }

  @Test func whatIsAskedIsDoneOnceAndNeverByMoreThanTheLimit() async {
    let threads = Threads(limit: 3)
    let seen = Seen()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<400 {
        group.addTask {
          await threads.run {
            seen.state.withLock {
              $0.running += 1
              $0.most = max($0.most, $0.running)
            }
            if number % 7 == 0 { usleep(500) }
            seen.state.withLock {
              $0.running -= 1
              $0.done += 1
            }
          }
        }
      }
    }
    #expect(seen.state.withLock { $0.done } == 400)
    #expect(seen.state.withLock { $0.most } <= 3)
  }

  @Test func theNextWorkFindsTheThreadOfTheLast() async {
    let threads = Threads(limit: 4)
    var used: Set<String> = []
    for _ in 0..<50 {
      used.insert(await threads.run(Self.thread))
      try? await Task.sleep(for: .milliseconds(1))
    }
    #expect(
      !used.contains("") && used.count <= 2, "\(used.count) threads for fifty calls, one after the other")
    // Longer than a thread waits: the next one is made anew.
    try? await Task.sleep(for: .milliseconds(2300))
    #expect(await threads.run { true })
  }

  @Test func withoutThreadsItIsDoneWhereItIsAskedFor() async throws {
    let here = try #require(CallingThread.started())
    let used = await Task(executorPreference: here) {
      [Self.thread(), await Threads(limit: 0).run(Self.thread), await Threads(limit: 1).run(Self.thread)]
    }.value
    #expect(used[0] == used[1] && used[0] != used[2], "\(used)")
  }
}
