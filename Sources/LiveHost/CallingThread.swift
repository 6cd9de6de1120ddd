import Synchronization

/// Runs a task, and what it awaits, on the thread that waits for its end: a lookup is over before a pool of threads has
/// begun. What gains from several processors names the pool itself.
public final class CallingThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let calls = Semaphore()

  public init() {}

  /// One that works on a thread of its own; nil where the system has no further thread.
  public static func started() -> CallingThread? {
    let thread = CallingThread()
    return Threads.start { thread.work() } ? thread : nil
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    calls.post()
  }

  /// Works until the process ends.
  public func work() -> Never {
    while true {
      calls.wait()
      let job = jobs.withLock { $0.removeFirst() }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
