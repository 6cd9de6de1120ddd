/// Named values of the environment that a process was started with: nil where it has ended.
public struct EnvironmentValues: Probe {
  public var pid: Int
  public var names: [String]

  public init(pid: Int, names: [String]) {
    self.pid = pid
    self.names = names
  }

  public func ask(_ server: any Server) async -> Observation<[String: String]?> {
    await server.look(.environment(pid: pid, names: names)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .environment(let values): .seen(values)
      default: .unseen(Blindness(.malformed, "/proc/\(pid)/environ: no environment"))
      }
    }
  }
}
