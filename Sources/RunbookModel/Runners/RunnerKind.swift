/// What keeps a service running.
public enum RunnerKind: String, Hashable, Sendable, CaseIterable {
  case supervisord, systemd, docker, pm2

  /// As its manual spells it.
  public var title: String {
    switch self {
    case .supervisord: "supervisord"
    case .systemd: "systemd"
    case .docker: "Docker"
    case .pm2: "PM2"
    }
  }
}
