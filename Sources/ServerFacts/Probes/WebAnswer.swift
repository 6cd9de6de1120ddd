/// What a port of this machine answers to `GET`, plainly or through TLS.
public struct WebAnswer: Probe {
  public var port: Int
  public var host: String
  public var path: String
  public var isSecure: Bool

  public init(port: Int, host: String, path: String = "/", isSecure: Bool = false) {
    self.port = port
    self.host = host
    self.path = path
    self.isSecure = isSecure
  }

  public enum Fact: Hashable, Sendable {
    case answer(HTTPAnswer)
    /// The connection was taken and not answered within so many seconds.
    case silence(seconds: Int)
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    let look: Look =
      isSecure
      ? .https(port: port, host: host, path: path) : .http(port: port, host: host, path: path)
    return await server.look(look).flatMap { seen in
      switch seen {
      case .http(let answer): .seen(.answer(answer))
      case .silence(let seconds): .seen(.silence(seconds: seconds))
      default: .unseen(Blindness(.malformed, "\(look.words): no answer of a web server"))
      }
    }
  }
}
