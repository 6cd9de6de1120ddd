/// The certificates that this machine serves for a name, leaf first.
public struct ServedCertificates: Probe {
  public var port: Int
  public var serverName: String

  public init(port: Int, serverName: String) {
    self.port = port
    self.serverName = serverName
  }

  public func ask(_ server: any Server) async -> Observation<[CertificateFields]> {
    await server.look(.handshake(port: port, serverName: serverName)).flatMap { seen in
      guard case .certificates(let chain) = seen else {
        return .unseen(Blindness(.malformed, "\(serverName):\(port): no certificates"))
      }
      return .seen(chain)
    }
  }
}
