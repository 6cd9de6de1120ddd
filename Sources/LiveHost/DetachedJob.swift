public import Operations

/// Runs a kept plan in a process of its own: this program again, in a session of its own, so that a client which is
/// killed, or a terminal which is closed, leaves no service stopped.
public enum DetachedJob {
  /// Longer than any plan: each of its steps has a deadline of its own.
  private static let longest = 24 * 3600

  /// - Parameter file: the path of the runbook.
  public static func run(
    _ id: String, file: String, isWaitedFor: Bool, on threads: Threads
  ) async throws(Fault) {
    let words = ["/proc/self/exe", "run", "--plan", id, "--file", file]
    guard isWaitedFor else {
      return try ChildProcess.leave(words: words, environment: CommandEnvironment.variables())
    }
    let result: Result<ChildResult, Fault> = await threads.run {
      do throws(Fault) {
        return .success(
          try ChildProcess.run(
            words: words, environment: CommandEnvironment.variables(), seconds: longest, outlivesUs: true))
      } catch {
        return .failure(error)
      }
    }
    _ = try result.get()
  }

  /// 64 bits from the kernel's random source.
  @Sendable public static func nonce() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }
}
