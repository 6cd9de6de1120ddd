/// The last lines of a text file: nil where no file is there.
public struct EndOfFile: Probe {
  public var path: String
  public var bytes: Int

  public init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }

  public func ask(_ server: any Server) async -> Observation<String?> {
    await server.look(.tail(path: path, bytes: bytes)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .tail(let text, _): .seen(text)
      default: .unseen(Blindness(.malformed, "\(path): no text"))
      }
    }
  }
}
