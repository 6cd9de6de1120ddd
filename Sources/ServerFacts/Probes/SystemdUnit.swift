/// One unit as systemd knows it (`systemctl show`): `luci` is `luci.service`.
public struct SystemdUnit: Probe {
  public var name: String

  public init(_ name: String) {
    self.name = name.contains(".") ? name : name + ".service"
  }

  public struct Properties: Hashable, Sendable {
    /// `loaded`, `not-found`, `masked`, `bad-setting`, `error`.
    public var loadState: String
    /// `active`, `reloading`, `inactive`, `failed`, `activating`, `deactivating`.
    public var activeState: String
    /// What the kind of unit calls it: `running`, `exited`, `dead`, `auto-restart`, `waiting`.
    public var subState: String
    /// `success`, or how it ended: `exit-code`, `signal`, `oom-kill`, `start-limit-hit`.
    public var result: String
    /// `enabled`, `disabled`, `static`, `indirect`, `generated`, `masked` …; empty where no file is there.
    public var fileState: String
    /// Its file was changed since systemd read it.
    public var needsReload: Bool
    public var path: String
    public var pid: Int?
    /// 128 bits in hexadecimal, others after every start; nil of a unit that was never started.
    public var invocation: String?
    /// The exit status of its main process; 0 while it runs.
    public var exitStatus: Int
    /// How often systemd itself has started it again since somebody did.
    public var restarts: Int
  }

  public func ask(_ server: any Server) async -> Observation<Properties> {
    await server.look(.command(.systemdUnit(name: name))).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "systemctl: no answer"))
      }
      guard answer.status == 0, let properties = Self.read(answer.output) else {
        let told = answer.errors.split(whereSeparator: \.isNewline).first ?? "no answer"
        return .unseen(Blindness(.unreachable, "systemctl: \(told)"))
      }
      return .seen(properties)
    }
  }

  /// `Name=value` lines; nil where they do not say of a unit what state it is in.
  static func read(_ text: String) -> Properties? {
    var values: [Substring: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let equals = line.firstIndex(of: "=") else { continue }
      values[line[..<equals]] = String(line[line.index(after: equals)...])
    }
    guard let load = values["LoadState"], let active = values["ActiveState"] else { return nil }
    return Properties(
      loadState: load, activeState: active, subState: values["SubState"] ?? "",
      result: values["Result"] ?? "", fileState: values["UnitFileState"] ?? "",
      needsReload: values["NeedDaemonReload"] == "yes", path: values["FragmentPath"] ?? "",
      pid: values["MainPID"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil },
      invocation: values["InvocationID"].flatMap { $0.isEmpty ? nil : $0 },
      exitStatus: values["ExecMainStatus"].flatMap { Int($0) } ?? 0,
      restarts: values["NRestarts"].flatMap { Int($0) } ?? 0)
  }
}
