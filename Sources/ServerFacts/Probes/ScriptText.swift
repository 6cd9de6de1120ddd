/// What a script says: nil where no file is there.
public struct ScriptText: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<String?> {
    await server.look(.text(path: path)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .text(let text): .seen(text)
      default: .unseen(Blindness(.malformed, "\(path): no text"))
      }
    }
  }
}
