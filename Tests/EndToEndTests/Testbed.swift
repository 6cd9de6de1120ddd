import Foundation
import JSON
import Testing

@testable import LiveHost

/// A whole server in namespaces, one for each suite: brought up on first use, gone when the last test lets go
/// of it.
final class Testbed: Sendable {
  /// End-to-end tests change a server, so they run only where `./test` says that a testbed can be had.
  static let isThere = ProcessInfo.processInfo.environment["RUNBOOK_END_TO_END"] == "1"

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static var binary: String {
    ProcessInfo.processInfo.environment["RUNBOOK_BINARY"] ?? built("runbook")
  }

  static func built(_ product: String) -> String {
    root.appendingPathComponent(".build/debug/\(product)").path
  }

  let name: String

  /// - Parameter isTrusted: whether root has agreed to the runbook as it lies there, for every account.
  init(_ purpose: String, flavour: String = "corrected", isTrusted: Bool = true) async throws {
    name = "\(purpose)-\(ProcessInfo.processInfo.processIdentifier)"
    try await Self.control(["up", name, "--flavour", flavour])
    try await putPrograms()
    if isTrusted { try await trust() }
  }

  /// The program, and the one that serves by HTTP, which lies beside it.
  private func putPrograms() async throws {
    try await Self.control(["put", name, Self.binary, "/usr/local/bin/runbook"])
    let sister = URL(fileURLWithPath: Self.binary).deletingLastPathComponent()
      .appendingPathComponent("runbook-http").path
    try await Self.control(["put", name, sister, "/usr/local/bin/runbook-http"])
  }

  /// Agrees to the runbook as it lies there, as root and for every account, by the digest that was shown.
  func trust() async throws {
    let shown = try await runbook("trust", "--show", "--format", "json")
    let digest = try JSON.parse(Array(shown.output.utf8))["digest"]?.asString
    try await must(["/usr/local/bin/runbook", "trust", "--expect", try #require(digest, "\(shown)")])
  }

  /// Takes the server down; what a failed test leaves standing goes with `testbed down --all`.
  func down() async throws {
    try await Self.control(["down", name])
  }

  /// The server as it was at first.
  func reset() async throws {
    try await Self.control(["reset", name])
    try await putPrograms()
    try await trust()
  }

  struct Output: Sendable {
    var status: Int32
    var output, errors: String
  }

  /// Runs words inside, by default where the runbook lies.
  @discardableResult
  func run(_ words: [String], user: String = "root", seconds: Int = 120) async throws -> Output {
    try await Self.call(
      [Self.program, "exec", name, "--user", user, "--cwd", "/srv/runbook", "--"] + words, seconds: seconds)
  }

  @discardableResult
  func runbook(_ words: String..., user: String = "root") async throws -> Output {
    try await run(["/usr/local/bin/runbook"] + words, user: user)
  }

  /// Runs words at a terminal and types a line there.
  func type(_ line: String, to words: [String], user: String = "root") async throws -> Output {
    let program = """
      import os, pty, sys
      pid, terminal = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[2], sys.argv[2:])
      os.write(terminal, (sys.argv[1] + "\\n").encode())
      shown = b""
      while True:
          try:
              part = os.read(terminal, 4096)
          except OSError:
              break
          if not part:
              break
          shown += part
      print(shown.decode())
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """
    return try await run(["/usr/bin/python3", "-c", program, line] + words, user: user)
  }

  /// Runs words that must succeed.
  func must(_ words: [String], user: String = "root") async throws {
    let output = try await run(words, user: user)
    #expect(output.status == 0, "\(words): \(output.output)\(output.errors)")
  }

  func put(_ file: String, at path: String) async throws {
    try await Self.control(["put", name, file, path])
  }

  /// Writes a text file inside.
  func write(_ text: String, to path: String) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("runbook-\(UUID().uuidString)")
    try text.write(to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    defer { try? FileManager.default.removeItem(at: file) }
    try await put(file.path, at: path)
  }

  /// Asks again until a condition holds; a program needs its `startsecs` to come back.
  func eventually(seconds: Int = 15, _ condition: () async throws -> Bool) async throws -> Bool {
    let end = Date().addingTimeInterval(TimeInterval(seconds))
    while Date() < end {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(200))
    }
    return try await condition()
  }

  private static var program: String { root.appendingPathComponent("Tests/Testbed/testbed").path }

  static func control(_ words: [String]) async throws {
    let output = try await call([program] + words)
    try #require(output.status == 0, "testbed \(words): \(output.errors)")
  }

  /// Our own child process, not Foundation's: that one waits for every descendant that holds its descriptors,
  /// and
  /// the server inside is one.
  /// Runs words outside the testbed.
  @concurrent static func call(_ words: [String], seconds: Int = 120) async throws -> Output {
    let environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME": ProcessInfo.processInfo.environment["HOME"] ?? "/root",
    ]
    .merging(
      ProcessInfo.processInfo.environment.filter { ["RUNBOOK_TESTBED", "RUNBOOK_CORPUS"].contains($0.key) }
    ) { $1 }
    let result = await threads.run {
      Result { try ChildProcess.run(words: words, environment: environment, seconds: seconds) }
    }
    let child = try result.get()
    return Output(
      status: Int32(child.status), output: String(decoding: child.output, as: UTF8.self),
      errors: String(decoding: child.errors, as: UTF8.self))
  }

  private static let threads = Threads(limit: 8)
}
