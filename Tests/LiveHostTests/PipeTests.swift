import Glibc
import Operations
import ServerFacts
import Testing

@testable import LiveHost

/// Pipelines and redirects without a shell.
@Suite struct PipeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ stages: [[String]], seconds: Int = 10, _ change: (inout PipedWords) -> Void = { _ in })
    async throws -> DeedOutcome
  {
    var piped = PipedWords(
      stages: stages.map { PipedWords.Stage(words: $0) }, directory: folder.path, seconds: seconds)
    change(&piped)
    return try await LiveActuator(threads: Threads()).perform(.pipe(piped))
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try FileLooks.bytes(of: "\(folder.path)/\(name)").bytes, as: UTF8.self)
  }

  @Test func oneFeedsTheNext() async throws {
    let outcome = try await run([
      ["/usr/bin/printf", "b\\na\\nc\\n"], ["/usr/bin/sort"], ["/usr/bin/head", "-n", "2"],
    ])
    #expect(outcome == DeedOutcome(status: 0, output: "a\nb\n"))
  }

  @Test func aReaderThatLeavesIsNoFailure() async throws {
    let outcome = try await run([["/usr/bin/yes"], ["/usr/bin/head", "-n", "1"]])
    #expect(outcome == DeedOutcome(status: 0, output: "y\n"))
  }

  @Test func aFailureAnywhereIsTold() async throws {
    #expect(try await run([["/bin/false"], ["/bin/cat"]]).status == 1)
    #expect(try await run([["/bin/cat", "not-there"], ["/usr/bin/sort"]]).status == 1)
    #expect(try await run([["/bin/true"], ["/bin/false"]]).status == 1)
  }

  @Test func redirectsGoByWhatIsOpenThen() async throws {
    let both = try await run([["/bin/ls", "here", "not-there"]]) {
      $0.stages[0].redirects = [
        .init(descriptor: 1, .write(path: "\(folder.path)/out")), .init(descriptor: 2, .duplicate(of: 1)),
      ]
    }
    #expect(both.status == 2 && both.output.isEmpty)
    #expect(try text("out").contains("not-there"))
    let apart = try await run([["/bin/ls", "not-there"]]) {
      $0.stages[0].redirects = [
        .init(descriptor: 2, .duplicate(of: 1)), .init(descriptor: 1, .write(path: "\(folder.path)/out")),
      ]
    }
    #expect(apart.output.contains("not-there"))
    #expect(try text("out").isEmpty)
    var status = stat()
    #expect(stat("\(folder.path)/out", &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func appendsAndReads() async throws {
    try folder.write("in", "one\n")
    for _ in 0..<2 {
      let outcome = try await run([["/bin/cat"]]) {
        $0.stages[0].redirects = [
          .init(descriptor: 0, .read(path: "\(folder.path)/in")),
          .init(descriptor: 1, .append(path: "\(folder.path)/log")),
        ]
      }
      #expect(outcome == DeedOutcome(status: 0, output: ""))
    }
    #expect(try text("log") == "one\none\n")
  }

  @Test func variablesAndTheFolder() async throws {
    let outcome = try await run([["/usr/bin/env"], ["/usr/bin/grep", "^LEVEL="]]) {
      $0.stages[0].environment = ["LEVEL": "2 3"]
    }
    #expect(outcome.output == "LEVEL=2 3\n")
    #expect(try await run([["/bin/pwd"]]).output == "\(folder.path)\n")
  }

  @Test func whatCannotStartIsToldAndNothingIsLeft() async throws {
    let before = try FileLooks.names(in: "/proc/self/fd").count
    for stages in [[["/usr/bin/touch", "begun"], ["/bin/not-there"]], [["/bin/not-there"], ["/bin/cat"]]] {
      let fault = await #expect(throws: Fault.self) { _ = try await run(stages) }
      #expect(fault?.text.contains("/bin/not-there") == true)
    }
    #expect(throws: SystemFault.self) { try text("begun") }
    let missing = await #expect(throws: Fault.self) {
      _ = try await run([["/bin/cat"]]) {
        $0.stages[0].redirects = [.init(descriptor: 0, .read(path: "/not/there"))]
      }
    }
    #expect(missing?.text.contains("/not/there") == true)
    #expect(try FileLooks.names(in: "/proc/self/fd").count == before)
  }

  /// A pipe in the file system that nobody reads, or writes, holds nobody.
  @Test func aFIFOThatNobodyReadsIsNotWaitedFor() async throws {
    let path = "\(folder.path)/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let fault = await #expect(throws: Fault.self) {
      _ = try await run([["/bin/echo", "x"]]) {
        $0.stages[0].redirects = [.init(descriptor: 1, .append(path: path))]
      }
    }
    #expect(fault?.text.contains(path) == true)
    let read = try await run([["/bin/cat"]]) {
      $0.stages[0].redirects = [.init(descriptor: 0, .read(path: path))]
    }
    #expect(read == DeedOutcome(status: 0, output: ""))
  }

  /// What runs as another account opens its files as that account: a link of its own into what is root's is no way in.
  @Test(.enabled(if: geteuid() == 0, "needs root")) func filesAreOpenedAsTheAccountAndNotAsRoot() async throws
  {
    try folder.write("secret", "root's\n")
    chmod("\(folder.path)/secret", 0o600)
    try #require(symlink("\(folder.path)/secret", "\(folder.path)/link") == 0)
    try #require(mkdir("\(folder.path)/own", 0o755) == 0)
    let seen = AccountLooks.account("nobody")
    let nobody: Account? = if case .seen(.account(let account)) = seen { account } else { nil }
    let (uid, gid) = (try #require(nobody).uid, try #require(nobody).gid)
    chmod(folder.path, 0o755)
    chown("\(folder.path)/own", uid_t(uid), gid_t(gid))
    for target: PipedWords.Redirect.Target in [
      .write(path: "\(folder.path)/link"), .append(path: "\(folder.path)/new"),
    ] {
      let fault = await #expect(throws: Fault.self) {
        _ = try await run([["/bin/echo", "x"]]) {
          $0.account = "nobody"
          $0.stages[0].redirects = [.init(descriptor: 1, target)]
        }
      }
      #expect(fault?.kind == .permission, "\(String(describing: fault))")
    }
    #expect(try text("secret") == "root's\n")
    let outcome = try await run([["/usr/bin/id", "-G"]]) {
      $0.account = "nobody"
      $0.stages[0].redirects = [.init(descriptor: 1, .write(path: "\(folder.path)/own/made"))]
    }
    #expect(outcome == DeedOutcome(status: 0, output: ""))
    #expect(try text("own/made") == "\(gid)\n")
    var status = stat()
    #expect(stat("\(folder.path)/own/made", &status) == 0 && Int(status.st_uid) == uid)
  }

  @Test func theDeadlineEndsAll() async throws {
    let fault = await #expect(throws: Fault.self) {
      _ = try await run([["/bin/sleep", "60"], ["/bin/cat"]], seconds: 1)
    }
    #expect(fault?.kind == .timeout)
  }
}
