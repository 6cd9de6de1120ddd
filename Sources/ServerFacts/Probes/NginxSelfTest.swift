/// What nginx says of its own configuration files (`nginx -t`): nil where it would load them.
///
/// An ordinary user may not read the private keys, and nginx stops there: that is blindness, since root's nginx goes on.
public struct NginxSelfTest: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<String?> {
    switch await server.look(.command(.nginxConfigurationTest)) {
    case .unseen(let blindness): .unseen(blindness)
    case .seen(.output(let output)): Self.refusal(output)
    case .seen: .unseen(Blindness(.malformed, "nginx -t: no output"))
    }
  }

  /// The line with which nginx refuses: `[emerg] unknown directive "lisen" in /etc/nginx/nginx.conf:12`.
  static func refusal(_ output: CommandOutput) -> Observation<String?> {
    guard output.status != 0 else { return .seen(nil) }
    let lines = output.errors.split(whereSeparator: \.isNewline)
    guard let line = lines.first(where: { $0.contains("[emerg]") }) else {
      let said = lines.last.map(String.init) ?? "no word"
      return .unseen(Blindness(.malformed, "nginx -t: status \(output.status), \(said)"))
    }
    let text = Self.undated(line)
    if text.lowercased().contains("permission denied") {
      return .unseen(Blindness(.permission, "nginx -t: \(text)"))
    }
    return .seen(text)
  }

  /// nginx writes a date and its process number where its error log is the terminal; neither belongs to the fault.
  private static func undated(_ line: Substring) -> String {
    guard let level = line.firstRange(of: "[emerg] ") else { return String(line) }
    let rest = line[level.upperBound...]
    let number = rest.prefix { $0 != " " }
    let isNumber = number.contains("#") && number.allSatisfy { $0.isNumber || $0 == "#" || $0 == ":" }
    return "[emerg] " + (isNumber ? rest.dropFirst(number.count + 1) : rest)
  }
}
