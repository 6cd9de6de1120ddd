import Findings
import Glibc
import Operations
import ServerFacts

/// Runs commands whose outputs feed the next one's input: each below a keeper of its own, wired by descriptors.
enum PipedChildren {
  /// Ended by a write to a pipe that nobody reads any more: for all but the last command the usual end.
  private static let brokenPipe = 128 + Int(SIGPIPE)

  /// Fails where any of them does, and not only the last: a dump that fails into gzip is no dump.
  static func run(_ piped: PipedWords, on threads: Threads) async throws(Fault) -> DeedOutcome {
    let started: Result<[RunningChild], Fault> = await threads.run {
      do throws(Fault) { return .success(try start(piped)) } catch { return .failure(error) }
    }
    let children = try started.get()
    let recalls = children.map { _ in Recall() }
    let results = await withTaskCancellationHandler {
      await watch(children, recalls, piped.seconds, on: threads)
    } onCancel: {
      for recall in recalls { recall.call() }
    }
    return try outcome(piped, results)
  }

  private static func watch(
    _ children: [RunningChild], _ recalls: [Recall], _ seconds: Int, on threads: Threads
  ) async -> [ChildResult] {
    let milliseconds = seconds * 1000 + ChildProcess.grace + ChildProcess.keeperSlack
    return await withTaskGroup(of: (Int, ChildResult).self) { group in
      for (place, child) in children.enumerated() {
        group.addTask {
          await threads.run {
            var child = child
            return (place, child.watch(milliseconds: milliseconds, recalls[place]))
          }
        }
      }
      var results: [Int: ChildResult] = [:]
      for await (place, result) in group { results[place] = result }
      return children.indices.compactMap { results[$0] }
    }
  }

  private static func outcome(_ piped: PipedWords, _ results: [ChildResult]) throws(Fault) -> DeedOutcome {
    let said = results.flatMap { [$0.output, $0.errors] }.map { SecretMask.mask(WorldText.clean($0)) }
      .joined()
    for (stage, result) in zip(piped.stages, results) where result.timedOut || result.leftRunning {
      let end =
        result.leftRunning ? "it could not be ended and may still run" : "ended after \(piped.seconds) s"
      throw Fault(.timeout, "\(stage.words[0]): \(end)")
    }
    var status = 0
    for (place, result) in results.enumerated() {
      let isUsual = result.status == brokenPipe && place < results.count - 1
      if result.status != 0, !isUsual { status = result.status }
    }
    return DeedOutcome(status: status, output: said)
  }

  /// Starts the last one first: where one of them cannot be started, those behind it have read nothing and come to an
  /// end by themselves, and nothing before it has begun.
  private static func start(_ piped: PipedWords) throws(Fault) -> [RunningChild] {
    let account = try piped.account.map { name throws(Fault) in try self.account(name) }
    var pipes: [(read: OpenFile, write: OpenFile)] = []
    for _ in piped.stages.dropFirst() { pipes.append(try OpenFile.pipe()) }
    var children: [RunningChild] = []
    for (place, stage) in piped.stages.enumerated().reversed() {
      var streams = [OpenFile.none, .none, .none]
      if place > 0 { streams[0] = pipes[place - 1].read }
      // Taken out of the list, so that our own end is closed behind the start: else no reader would see an end.
      if place < pipes.count { streams[1] = pipes.removeLast().write }
      do throws(Fault) {
        children.insert(try child(stage, piped, streams, account), at: 0)
      } catch {
        streams = []
        pipes = []
        for var child in children { _ = child.watch(milliseconds: ChildProcess.grace) }
        throw error
      }
    }
    return children
  }

  private static func child(
    _ stage: PipedWords.Stage, _ piped: PipedWords, _ streams: [OpenFile], _ account: Account?
  ) throws(Fault) -> RunningChild {
    defer { withExtendedLifetime(streams) {} }
    var environment = CommandEnvironment.variables()
    if let account { environment["HOME"] = account.home }
    return try ChildProcess.startKept(
      words: stage.words, environment: environment.merging(stage.environment) { $1 },
      directory: piped.directory, seconds: piped.seconds, streams: streams.map(\.descriptor),
      redirects: stage.redirects.filter { (0...2).contains($0.descriptor) }, account: account)
  }

  private static func account(_ name: String) throws(Fault) -> Account {
    guard geteuid() == 0 else { throw Fault(.permission, "only root runs something as \(name)") }
    switch AccountLooks.account(name) {
    case .seen(.account(let account)): return account
    case .seen: throw Fault(.unavailable, "there is no account \(name)")
    case .unseen(let blindness): throw blindness.fault
    }
  }
}

/// An end of a pipe that a child takes over as a stream; closed when nobody holds it any more.
private final class OpenFile {
  let descriptor: Int32

  /// What the child gets anyhow.
  static var none: OpenFile { OpenFile(-1) }

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Its end to read and its end to write.
  static func pipe() throws(Fault) -> (OpenFile, OpenFile) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw SystemFault(errno, "a pipe").fault }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (OpenFile(ends[0]), OpenFile(ends[1]))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
