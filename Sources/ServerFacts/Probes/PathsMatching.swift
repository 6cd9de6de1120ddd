/// The paths that a pattern names, sorted; each part of it may hold `*` and `?`.
public struct PathsMatching: Probe {
  public var pattern: String

  /// - Parameter pattern: begins with a slash.
  public init(pattern: String) {
    self.pattern = pattern
  }

  public func ask(_ server: any Server) async -> Observation<[String]> {
    guard !pattern.contains("[") else {
      return .unseen(Blindness(.malformed, "\(pattern): which files it means cannot be told"))
    }
    var paths = [""]
    let parts = pattern.split(separator: "/")
    for (place, part) in parts.enumerated() {
      let isPattern = part.contains { $0 == "*" || $0 == "?" }
      let step =
        isPattern
        ? await Self.entries(paths, part, server)
        : await Self.below(paths, part, isLast: place == parts.count - 1, server)
      guard case .seen(let found) = step else { return step }
      paths = found
    }
    return .seen(paths.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) })
  }

  private static func entries(
    _ folders: [String], _ part: Substring, _ server: any Server
  ) async -> Observation<[String]> {
    var found: [String] = []
    for folder in folders {
      switch await server.look(.folder(path: folder.isEmpty ? "/" : folder)) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(.folder(let entries)):
        found += entries.filter { Glob.matches($0.name, part) }.map { "\(folder)/\($0.name)" }
      case .seen: continue
      }
    }
    return .seen(found)
  }

  /// The last part has to be there; a folder on the way is asked for its entries anyway.
  private static func below(
    _ folders: [String], _ part: Substring, isLast: Bool, _ server: any Server
  ) async -> Observation<[String]> {
    let paths = folders.map { "\($0)/\(part)" }
    guard isLast else { return .seen(paths) }
    var present: [String] = []
    for path in paths {
      switch await PathAttributes(path: path).ask(server) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(nil): continue
      case .seen: present.append(path)
      }
    }
    return .seen(present)
  }
}
