import Findings
public import Operations
import ServerFacts

/// Does deeds on this machine.
public struct LiveActuator: Actuator {
  /// Stopping waits for the program to end, as long as supervisord gives it.
  static let supervisorMilliseconds = 60_000
  /// ALREADY_STARTED and NOT_RUNNING: what was wanted is so already.
  static let harmlessFaults: [SupervisorDeed: Int] = [.start: 60, .stop: 70]

  private let threads: Threads

  public init(threads: Threads) {
    self.threads = threads
  }

  /// A command is ended when the task is cancelled.
  public func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
    if case .pipe(let piped) = deed { return try await PipedChildren.run(piped, on: threads) }
    let recall = Recall()
    let result = await withTaskCancellationHandler {
      await perform(deed, recall)
    } onCancel: {
      recall.call()
    }
    return try result.get()
  }

  private func perform(_ deed: Deed, _ recall: Recall) async -> Result<DeedOutcome, Fault> {
    await threads.run {
      do throws(Fault) {
        switch deed {
        case .run(let words): return .success(try Self.run(words, recall))
        case .supervisor(let deed, let program, let socket):
          return .success(try Self.call(deed, program: program, socket: socket))
        case .show, .pipe: throw Fault(.internalError, "a look was given to the hands")
        }
      } catch {
        return .failure(error)
      }
    }
  }

  private static func run(_ words: Words, _ recall: Recall) throws(Fault) -> DeedOutcome {
    let result = try ChildProcess.runKept(
      words: words.all, environment: CommandEnvironment.variables(), seconds: words.deadline, recall: recall)
    let output = SecretMask.mask(WorldText.clean(result.output + result.errors))
    guard !result.leftRunning else {
      throw Fault(
        .timeout, "\(words.program): it or what it started could not be ended and may still run", said: output
      )
    }
    guard !result.timedOut else {
      throw Fault(.timeout, "\(words.program): ended after \(words.deadline) s", said: output)
    }
    return DeedOutcome(status: result.status, output: output)
  }

  private static func call(
    _ deed: SupervisorDeed, program: String, socket: String
  ) throws(Fault) -> DeedOutcome {
    let method = deed == .start ? "supervisor.startProcess" : "supervisor.stopProcess"
    // A start is not waited for: that it runs is proved by a look. A stop is, so that a start can follow it.
    let answer = SupervisorCalls(socket: socket).call(
      method, [.text(program), .boolean(deed == .stop)], milliseconds: supervisorMilliseconds)
    switch answer {
    case .unseen(let blindness): throw blindness.fault
    case .seen(let xml):
      guard let fault = SupervisorFault.read(xml) else { return DeedOutcome(status: 0, output: "") }
      let status = fault.code == harmlessFaults[deed] ? 0 : fault.code
      return DeedOutcome(status: status, output: SecretMask.mask(WorldText.clean(fault.text)))
    }
  }
}
