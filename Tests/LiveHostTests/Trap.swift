import Glibc
import Operations

@testable import LiveHost

/// A program that does not want to be ended, and what is left of it.
///
/// Whatever it starts inherits a variable that nothing else has, whatever it calls itself.
struct Trap: Sendable {
  static let variable = "RUNBOOK_TRAP"

  let mark = "\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
  var words: [String]

  init(words: [String]) { self.words = words }

  init(perl: String) { words = ["/usr/bin/perl", "-MPOSIX", "-e", "$| = 1; " + perl] }

  init(shell: String) { words = ["/bin/sh", "-c", shell] }

  /// As an account that nobody has, in so many processes and no more; only root can. With others beside it, it is
  /// few and yields to them, since they measure times.
  func bounded(isAlone: Bool) -> Trap {
    var trap = self
    let nobody = Int.random(in: 61_200..<62_000)
    trap.words =
      ["/usr/bin/nice", "-n", isAlone ? "0" : "19", "/usr/bin/prlimit", "--nproc=\(isAlone ? 300 : 40)"]
      + ["/usr/bin/setpriv", "--reuid=\(nobody)", "--regid=\(nobody)"]
      + ["--clear-groups"] + words
    return trap
  }

  var environment: [String: String] { ["PATH": "/usr/bin:/bin", Self.variable: mark] }

  struct Sprung: Sendable {
    var result: ChildResult
    var milliseconds: Int
    var survivors: [pid_t]

    var output: String { String(decoding: result.output, as: UTF8.self) }
  }

  /// As a deed, with a short time and a short grace. Never on the pool: the other suites need it.
  func spring(seconds: Int = 1, grace: Int = 300) async throws(Fault) -> Sprung {
    try await Threads().run { () -> Result<Sprung, Fault> in
      Result { () throws(Fault) in
        let start = Milliseconds.now()
        let result = try ChildProcess.runKept(
          words: words, environment: environment, seconds: seconds, grace: grace)
        return Sprung(result: result, milliseconds: Milliseconds.now() - start, survivors: survivors())
      }
    }.get()
  }

  /// Who carries the mark. A zombie carries nothing.
  func survivors() -> [pid_t] {
    let wanted = Array("\(Self.variable)=\(mark)".utf8)
    return ((try? FileLooks.names(in: "/proc")) ?? []).compactMap { pid_t($0) }.filter { pid in
      guard let file = try? FileLooks.bytes(of: "/proc/\(pid)/environ", limit: 65_536) else { return false }
      return file.bytes.split(separator: 0).contains { $0.elementsEqual(wanted) }
    }
  }

  /// Ends what a test has let live.
  func clear() {
    for pid in survivors() { kill(pid, SIGKILL) }
  }
}

enum Milliseconds {
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

/// Our own memory, as the kernel counts it.
enum OwnMemory {
  /// From here on the peak counts afresh.
  static func forgetPeak() {
    let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    _ = write(descriptor, "5", 1)
    close(descriptor)
  }

  /// `VmHWM` or `VmRSS`, in KiB.
  static func kibibytes(_ name: String) throws -> Int {
    let text = String(decoding: try FileLooks.bytes(of: "/proc/self/status").bytes, as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
