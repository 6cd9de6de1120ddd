import Findings
import Operations
import RunbookDesk

/// Every way in which the program ends, as documented in runbook(1); 64 to 77 are those of sysexits(3).
public enum ExitCode: Int32, Sendable {
  /// Found; every verdict holds; done and proved.
  case success = 0
  /// Not in the runbook; something drifts; it ran and failed.
  case negative = 1
  /// Ambiguous; something could not be seen; done and not proved, or some subjects failed and others not.
  case partial = 2
  /// The door refused it: trust, a rule, drift, consent, a stale plan, a freeze, a limit, or the server's state.
  case refused = 3
  /// Another change of the same subject is under way.
  case busy = 4
  case usage = 64
  case unreadable = 65
  case noRunbook = 66
  case unavailable = 69
  case internalError = 70
  case io = 74
  case permission = 77
  case timeout = 124
}

extension ExitCode {
  init(_ answer: LookUpAnswer) {
    self =
      switch answer.outcome {
      case .found: .success
      case .notStated: .negative
      case .ambiguous: .partial
      }
  }

  init(_ report: CheckReport) {
    self =
      switch report.outcome {
      case .holds: .success
      case .drifts: .negative
      case .unknown: .partial
      }
  }

  init(_ executions: [Execution]) {
    let codes = Set(executions.map(Self.one))
    self = codes.count == 1 ? codes.first ?? .success : codes.contains(.success) ? .partial : .negative
  }

  private static func one(_ execution: Execution) -> ExitCode {
    switch execution.outcome {
    case .done: execution.fault == nil ? .success : .io
    case .failed: .negative
    case .unproved: .partial
    case .refused:
      switch execution.fault?.kind {
      case .busy?: .busy
      case .permission?: .permission
      case .io?: .io
      case .unavailable?: .unavailable
      default: .internalError
      }
    }
  }

  init(_ refusal: Refusal) {
    self =
      switch refusal.kind {
      case .unknownOperation, .argument: .usage
      case .notPossible, .untrusted, .rule, .drift, .consent, .stalePlan, .frozen, .limit: .refused
      case .busy: .busy
      }
  }

  init(_ fault: Fault) {
    self =
      switch fault.kind {
      case .busy: .busy
      case .permission: .permission
      case .unavailable: .unavailable
      case .timeout: .timeout
      case .internalError: .internalError
      case .io: .io
      }
  }

  /// Whether there is no answer: usage, no runbook, another run under way, or a fault of ours.
  var isFailure: Bool { rawValue >= ExitCode.busy.rawValue }

  init(_ unavailable: Unavailable) {
    self = unavailable.reason == .notFound ? .noRunbook : .unreadable
  }
}
