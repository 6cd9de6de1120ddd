/// The public half of a private key file: nil where no file is there.
public struct KeyFile: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<PublicKeyFields?> {
    await server.look(.publicKey(path: path)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .publicKey(let fields): .seen(fields)
      default: .unseen(Blindness(.malformed, "\(path): no key"))
      }
    }
  }
}
