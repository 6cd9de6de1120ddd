import Glibc
import Synchronization
import Testing

@testable import LiveHost

/// What ends a look that takes too long.
struct AlarmTests {
  private final class Rung: Sendable {
    let alarms = Mutex<[String]>([])

    func ring(_ name: String) -> @Sendable () -> Void {
      { self.alarms.withLock { $0.append(name) } }
    }
  }

  @Test func ringInTheirOrderAndNotWhenCleared() async throws {
    let alarms = Alarms(), rung = Rung()
    _ = alarms.set(seconds: 2, rung.ring("second"))
    // Set later, and earlier to ring than what the thread waits for.
    _ = alarms.set(seconds: 1, rung.ring("first"))
    alarms.clear(alarms.set(seconds: 1, rung.ring("cleared")))
    let start = Semaphore.now
    while rung.alarms.withLock({ $0.count }) < 2, Semaphore.now - start < 60_000_000_000 {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(rung.alarms.withLock { $0 } == ["first", "second"])
    #expect(Semaphore.now - start >= 2_000_000_000 - 50_000_000)
  }

  @Test func ringAgainAfterAllHaveRung() async throws {
    let alarms = Alarms(), rung = Rung()
    for name in ["one", "two"] {
      _ = alarms.set(seconds: 0, rung.ring(name))
      let start = Semaphore.now
      while rung.alarms.withLock({ $0.last }) != name, Semaphore.now - start < 60_000_000_000 {
        try await Task.sleep(for: .milliseconds(10))
      }
    }
    #expect(rung.alarms.withLock { $0 } == ["one", "two"])
  }

  @Test func aSemaphoreCountsWhatWasPosted() {
    let semaphore = Semaphore()
    semaphore.post()
    semaphore.post()
    let soon = Semaphore.now + 20_000_000
    #expect(semaphore.wait(until: soon) && semaphore.wait(until: soon) && !semaphore.wait(until: soon))
    #expect(Semaphore.now >= soon)
  }
}
