/// What a path is: nil where nothing is there.
public struct PathAttributes: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<FileAttributes?> {
    await server.look(.attributes(path: path)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .attributes(let attributes): .seen(attributes)
      default: .unseen(Blindness(.malformed, "\(path): no attributes"))
      }
    }
  }
}
