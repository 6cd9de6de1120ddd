/// The last lines of a text file: nil where there is none.
public struct FileTail: Probe {
  /// A night or two of what a job says.
  public static let usual = 16_384

  public var path: String
  public var bytes: Int

  public init(path: String, bytes: Int = FileTail.usual) {
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
