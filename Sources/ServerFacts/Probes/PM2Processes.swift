import JSON

/// The processes that an account's PM2 keeps.
public struct PM2Processes: Probe {
  public var account: String

  public init(account: String) {
    self.account = account
  }

  public func ask(_ server: any Server) async -> Observation<[PM2Process]> {
    await server.look(.command(.pm2Processes(account: account))).flatMap { seen in
      guard case .output(let answer) = seen else { return .unseen(Blindness(.malformed, "pm2: no answer")) }
      guard answer.status == 0 else {
        let told = answer.errors.split(whereSeparator: \.isNewline).first ?? "no answer"
        return .unseen(Blindness(.unreachable, "pm2: \(told)"))
      }
      return Self.read(answer.output)
    }
  }

  /// An array behind whatever PM2 says of its own version first.
  static func read(_ text: String) -> Observation<[PM2Process]> {
    let lines = text.split(whereSeparator: \.isNewline)
    guard let array = lines.last(where: { $0.hasPrefix("[") }), let value = try? JSON.parse(String(array)),
      let values = value.asArray
    else { return .unseen(Blindness(.malformed, "pm2 jlist: no list of processes")) }
    return .seen(values.compactMap(PM2Process.init))
  }
}

/// One process of PM2; an app in cluster mode has several of one name.
public struct PM2Process: Hashable, Sendable {
  /// All that is read of it: the rest holds the values of its environment.
  public static let members = ["name", "pid"]
  public static let environmentMembers = ["status", "pm_cwd", "restart_time", "pm_uptime", "exec_mode"]

  public var name: String
  /// `online`, `stopped`, `errored`, `launching`, `stopping`, `waiting restart`, `one-launch-status`.
  public var status: String
  public var pid: Int?
  public var directory: String?
  /// How often it was started again, by whomever.
  public var restarts: Int
  public var started: Instant?
  /// PM2's daemon holds its socket and hands connections on.
  public var isClustered: Bool

  init?(_ value: JSON) {
    guard let name = value["name"]?.asString, let status = value["pm2_env"]?["status"]?.asString else {
      return nil
    }
    self.name = name
    self.status = status
    pid = value["pid"]?.asInt.flatMap { $0 > 0 ? $0 : nil }
    directory = value["pm2_env"]?["pm_cwd"]?.asString
    restarts = value["pm2_env"]?["restart_time"]?.asInt ?? 0
    started = value["pm2_env"]?["pm_uptime"]?.asInt.map { Instant(seconds: $0 / 1000) }
    isClustered = value["pm2_env"]?["exec_mode"]?.asString == "cluster_mode"
  }
}
