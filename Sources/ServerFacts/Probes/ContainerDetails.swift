import JSON

/// What `docker inspect` says of the state of one container.
public struct ContainerDetails: Probe {
  public var name: String

  public init(name: String) {
    self.name = name
  }

  public struct Fact: Hashable, Sendable {
    /// `created`, `running`, `paused`, `restarting`, `removing`, `exited`, `dead`; `unknown` for any other word.
    public var status: String
    /// `starting`, `healthy`, `unhealthy`; nil where it has no health check.
    public var health: String?
    /// Its first process, by its number on this machine.
    public var pid: Int?
    /// As Docker words it, to the nanosecond: another after every start.
    public var startedWords: String?
    public var started: Instant?
    /// Why it could not be started. Words from the world.
    public var error: String
  }

  private static let statuses: Set<String> = [
    "created", "running", "paused", "restarting", "removing", "exited", "dead",
  ]
  private static let healths: Set<String> = ["starting", "healthy", "unhealthy"]

  public func ask(_ server: any Server) async -> Observation<Fact> {
    await server.look(.command(.containerState(name: name))).flatMap { seen in
      guard case .output(let answer) = seen, answer.status == 0, let state = Self.read(answer.output) else {
        return .unseen(Blindness(.malformed, "docker inspect \(name): no state"))
      }
      return .seen(state)
    }
  }

  /// `{"Status":"running","Pid":812,"StartedAt":"2026-11-28T20:57:52.123456789Z","Health":{"Status":"healthy",…},…}`
  static func read(_ text: String) -> Fact? {
    guard let value = try? JSON.parse(text.filter { $0 != "\n" }), let status = value["Status"]?.asString
    else {
      return nil
    }
    let health = value["Health"]?["Status"]?.asString
    let started = value["StartedAt"]?.asString
    return Fact(
      status: statuses.contains(status) ? status : "unknown",
      health: health.flatMap { healths.contains($0) ? $0 : nil },
      pid: value["Pid"]?.asInt.flatMap { $0 > 0 ? $0 : nil }, startedWords: started,
      started: started.flatMap { Instant(iso8601: $0) }, error: value["Error"]?.asString ?? "")
  }
}
