/// What lies in a folder: nil where there is no such folder.
public struct FolderEntries: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<[FolderEntry]?> {
    await server.look(.folder(path: path)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .folder(let entries): .seen(entries)
      default: .unseen(Blindness(.malformed, "\(path): not a folder"))
      }
    }
  }
}
