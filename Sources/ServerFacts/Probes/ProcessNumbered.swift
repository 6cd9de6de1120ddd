/// What one process runs and where: nil where it has ended.
public struct ProcessNumbered: Probe {
  public var pid: Int

  public init(_ pid: Int) {
    self.pid = pid
  }

  public func ask(_ server: any Server) async -> Observation<ProcessFields?> {
    await server.look(.process(pid: pid)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .process(let fields): .seen(fields)
      default: .unseen(Blindness(.malformed, "/proc/\(pid): no process"))
      }
    }
  }
}
