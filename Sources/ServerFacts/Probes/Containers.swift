import JSON

/// Every container of the Docker daemon, running or not.
public struct Containers: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<[Container]> {
    await server.look(.command(.containers)).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "docker: no answer"))
      }
      guard answer.status == 0 else {
        let told = answer.errors.split(whereSeparator: \.isNewline).first ?? "no answer"
        let reason: Blindness.Reason = told.contains("permission denied") ? .permission : .unreachable
        return .unseen(Blindness(reason, "docker: \(told)"))
      }
      return Self.read(answer.output)
    }
  }

  /// One object a line.
  static func read(_ text: String) -> Observation<[Container]> {
    var containers: [Container] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let value = try? JSON.parse(String(line)), let container = Container(value) else {
        return .unseen(Blindness(.malformed, "docker ps: no list of containers"))
      }
      containers.append(container)
    }
    return .seen(containers)
  }
}

/// One container as `docker ps` tells of it.
public struct Container: Hashable, Sendable {
  public var name: String
  /// `running`, `exited`, `restarting`, `paused`, `created`, `dead`.
  public var state: String
  /// Docker's own words: `Up 2 hours (healthy)`, `Restarting (1) 5 seconds ago`.
  public var status: String
  /// The service of Docker Compose, where it is one's.
  public var service: String?
  /// Ports of this machine, and ports inside the container, of TCP.
  public var published, inside: Set<Int>

  public var isUnhealthy: Bool { status.hasSuffix("(unhealthy)") }

  init?(_ value: JSON) {
    guard let name = value["Names"]?.asString, let state = value["State"]?.asString else { return nil }
    // A container that others link to has their names for it too.
    self.name = String(name.split(separator: ",").first { !$0.contains("/") } ?? name[...])
    self.state = state
    status = value["Status"]?.asString ?? ""
    let mark = "com.docker.compose.service="
    service = (value["Labels"]?.asString ?? "").split(separator: ",").first { $0.hasPrefix(mark) }
      .map { String($0.dropFirst(mark.count)) }
    published = []
    inside = []
    for port in (value["Ports"]?.asString ?? "").split(separator: ",") {
      let port = port.filter { $0 != " " }
      guard port.hasSuffix("/tcp") else { continue }
      let sides = port.dropLast(4).split(separator: ">").map { $0.last == "-" ? $0.dropLast() : $0 }
      if let last = sides.last { inside.formUnion(Self.ports(last)) }
      if sides.count == 2, let colon = sides[0].lastIndex(of: ":") {
        published.formUnion(Self.ports(sides[0][sides[0].index(after: colon)...]))
      }
    }
  }

  /// `8000`, or `8000-8002`.
  private static func ports(_ text: Substring) -> ClosedRange<Int> {
    let ends = text.split(separator: "-").compactMap { Int($0) }
    guard let first = ends.first, let last = ends.last, first <= last, last - first < 65_536 else {
      return 0...0
    }
    return first...last
  }
}
