/// The room on the file system that a path lies on: nil where the path is not there.
public struct FileSystemRoom: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<FileSystemFields?> {
    await server.look(.fileSystem(path: path)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .fileSystem(let fields): .seen(fields)
      default: .unseen(Blindness(.malformed, "\(path): no file system"))
      }
    }
  }
}
