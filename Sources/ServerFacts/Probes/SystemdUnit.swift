/// What systemd says of a unit, by the names of its properties: `ActiveState` is `active`.
public struct SystemdUnit: Probe {
  public var name: String

  public init(name: String) {
    self.name = name
  }

  public func ask(_ server: any Server) async -> Observation<[String: String]> {
    await server.look(.command(.systemdUnit(name: name))).flatMap { seen in
      guard case .output(let answer) = seen, answer.status == 0 else {
        return .unseen(Blindness(.unreachable, "systemctl show \(name): no answer"))
      }
      var properties: [String: String] = [:]
      for line in answer.output.split(whereSeparator: \.isNewline) {
        guard let equals = line.firstIndex(of: "=") else { continue }
        properties[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      guard properties["LoadState"] != nil else {
        return .unseen(Blindness(.malformed, "systemctl show \(name): no LoadState"))
      }
      return .seen(properties)
    }
  }
}
