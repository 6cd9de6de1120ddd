import Glibc
import Operations
import Testing

@testable import LiveHost

@Suite(.serialized) struct ChildProcessTests {
  private func script(
    _ text: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"], seconds: Int = 10
  )
    async throws -> ChildResult
  {
    // Never on the pool: the other suites need it.
    try await Threads().run {
      Result { () throws(Fault) in
        try ChildProcess.run(words: ["/bin/sh", "-c", text], environment: environment, seconds: seconds)
      }
    }.get()
  }

  @Test func bothPipesAreDrained() async throws {
    let result = try await script("head -c 5000000 /dev/zero; head -c 5000000 /dev/zero >&2; exit 3")
    #expect(result.status == 3)
    #expect(result.truncated)
    #expect(!result.timedOut)
    #expect(result.output.count > 262_144 && result.output.count < 262_300)
  }

  @Test func headAndTailAreKept() async throws {
    let result = try ChildProcess.run(
      words: ["/usr/bin/seq", "1", "100000"], environment: [:], seconds: 10, limit: 100)
    let text = String(decoding: result.output, as: UTF8.self)
    #expect(text.hasPrefix("1\n2\n3\n"))
    #expect(text.hasSuffix("99999\n100000\n"))
    #expect(text.contains("bytes left out"))
  }

  @Test func whatIsNotThereIsToldAtOnce() {
    #expect(throws: Fault.self) { try ChildProcess.run(words: ["/nowhere/x"], environment: [:], seconds: 1) }
    let fault = #expect(throws: Fault.self) {
      try ChildProcess.run(words: ["/etc/passwd"], environment: [:], seconds: 1)
    }
    #expect(fault?.kind == .permission)
    #expect(throws: Fault.self) { try ChildProcess.run(words: ["true"], environment: [:], seconds: 1) }
  }

  @Test func theEnvironmentIsExact() async throws {
    let result = try ChildProcess.run(
      words: ["/usr/bin/env"], environment: ["A": "1", "B": "x y"], seconds: 5)
    #expect(String(decoding: result.output, as: UTF8.self) == "A=1\nB=x y\n")
  }

  @Test func surroundings() async throws {
    let result = try await script(
      "pwd; umask; ls /proc/self/fd | tr '\\n' ' '; readlink /proc/self/fd/0; kill -0 $$")
    // The fourth descriptor is the folder that ls itself reads.
    #expect(String(decoding: result.output, as: UTF8.self) == "/\n0077\n0 1 2 3 /dev/null\n")
  }

  @Test func theSignalIsTold() async throws {
    #expect(try await script("kill -9 $$").status == 137)
  }

  @Test func aTreeThatIgnoresTheRequestIsKilled() async throws {
    let start = Instant.seconds()
    let result = try await script("trap '' TERM; (trap '' TERM; sleep 61) & echo $!; sleep 62", seconds: 1)
    #expect(result.timedOut)
    #expect(Instant.seconds() - start < 8)
    let pid = try #require(Int32(String(decoding: result.output, as: UTF8.self).prefix { $0 != "\n" }))
    try await Task.sleep(for: .milliseconds(100))
    let state = (try? FileLooks.bytes(of: "/proc/\(pid)/stat").bytes).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(state == nil || state?.contains(") Z ") == true)
  }

  @Test func anOrphanWithThePipeDoesNotHoldUs() async throws {
    let start = Instant.seconds()
    let result = try await script("sleep 5 & echo hi")
    #expect(result.output == Array("hi\n".utf8))
    #expect(Instant.seconds() - start < 3)
  }

  @Test func noDescriptorStaysOpen() async throws {
    let before = try FileLooks.names(in: "/proc/self/fd").count
    for _ in 0..<30 { _ = try await script("true") }
    _ = try? ChildProcess.run(words: ["/nowhere"], environment: [:], seconds: 1)
    // Other suites run beside this one.
    #expect(try FileLooks.names(in: "/proc/self/fd").count < before + 20)
  }

  @Test func threadsDoNotBlockThePool() async {
    let threads = Threads(limit: 8)
    let start = Instant.seconds()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<16 { group.addTask { await threads.run { _ = usleep(300_000) } } }
    }
    #expect(Instant.seconds() - start < 2)
  }
}

private enum Instant {
  static func seconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
