/// The certificates of a PEM file, leaf first: nil where no file is there.
public struct CertificateFile: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<[CertificateFields]?> {
    await server.look(.certificate(path: path)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .certificates(let fields): .seen(fields)
      default: .unseen(Blindness(.malformed, "\(path): no certificate"))
      }
    }
  }
}
