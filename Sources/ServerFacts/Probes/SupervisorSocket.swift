/// Where supervisord listens: `file=` under `[unix_http_server]` of its configuration, else Debian's place.
public struct SupervisorSocket: Probe {
  public static let configuration = "/etc/supervisor/supervisord.conf"
  public static let debianDefault = "/var/run/supervisor.sock"

  public init() {}

  public func ask(_ server: any Server) async -> Observation<String> {
    guard case .seen(.text(let text)) = await server.look(.text(path: Self.configuration)) else {
      return .seen(Self.debianDefault)
    }
    var isInSection = false
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("[") { isInSection = line.hasPrefix("[unix_http_server]") }
      guard isInSection, line.hasPrefix("file") else { continue }
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let path = parts[1].split(whereSeparator: { $0 == " " || $0 == ";" }).first
      else { continue }
      return .seen(String(path))
    }
    return .seen(Self.debianDefault)
  }
}
