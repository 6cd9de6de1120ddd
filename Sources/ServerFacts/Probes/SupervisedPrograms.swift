/// What supervisord says of every program it knows, in one round trip.
public struct SupervisedPrograms: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<[SupervisedProgram]> {
    let socket = await SupervisorSocket().ask(server)
    guard case .seen(let path) = socket else { return socket.map { _ in [] } }
    return await server.look(.supervisor(socket: path, call: .allProcesses)).flatMap(Self.read)
  }

  static func read(_ seen: Seen) -> Observation<[SupervisedProgram]> {
    guard case .text(let xml) = seen else { return .unseen(Blindness(.malformed, "supervisord: no answer")) }
    return XMLRPCAnswer.read(xml).flatMap { answer in
      switch answer {
      case .fault(_, let text): .unseen(Blindness(.unreachable, "supervisord: \(text)"))
      case .value(.array(let values)): .seen(values.compactMap(SupervisedProgram.init))
      case .value: .unseen(Blindness(.malformed, "supervisord: not a list of processes"))
      }
    }
  }
}

extension [SupervisedProgram] {
  public var byName: [String: SupervisedProgram] {
    Dictionary(map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// One program as supervisord knows it (`supervisor.getAllProcessInfo`).
public struct SupervisedProgram: Hashable, Sendable {
  /// `site-luci`, or `group:name` where the group is another.
  public var name: String
  /// `RUNNING`, `STARTING`, `BACKOFF`, `STOPPED`, `EXITED`, `FATAL` …: RUNNING means "survived startsecs" and no more.
  public var state: String
  /// nil while nothing runs: supervisord says 0.
  public var pid: Int?
  /// Seconds since 1970.
  public var started: Int
  public var spawnError: String
  /// supervisord's own words: `pid 812, uptime 0:00:42`.
  public var description: String
  public var logFile: String

  public init(
    name: String, state: String, pid: Int?, started: Int, spawnError: String = "", description: String = "",
    logFile: String = ""
  ) {
    self.name = name
    self.state = state
    self.pid = pid
    self.started = started
    self.spawnError = spawnError
    self.description = description
    self.logFile = logFile
  }

  /// supervisord has these and no others (supervisor/states.py).
  private static let states: Set<String> = [
    "STOPPED", "STARTING", "RUNNING", "BACKOFF", "STOPPING", "EXITED", "FATAL", "UNKNOWN",
  ]

  init?(_ value: XMLRPCValue) {
    guard case .object(let members) = value, let name = members["name"]?.asText,
      let state = members["statename"]?.asText
    else { return nil }
    let group = members["group"]?.asText ?? name
    let pid = members["pid"]?.asInteger ?? 0
    self.init(
      name: group == name ? name : "\(group):\(name)", state: Self.states.contains(state) ? state : "UNKNOWN",
      pid: pid == 0 ? nil : pid,
      started: members["start"]?.asInteger ?? 0, spawnError: members["spawnerr"]?.asText ?? "",
      description: members["description"]?.asText ?? "", logFile: members["stdout_logfile"]?.asText ?? "")
  }
}
