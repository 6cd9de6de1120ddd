/// A path with every link in it followed, as a process sees its working folder: nil where nothing is there.
public struct ResolvedPath: Probe {
  public var path: String

  /// - Parameter path: begins with a slash.
  public init(_ path: String) {
    self.path = path
  }

  /// The kernel gives up after as many (path_resolution(7)).
  private static let mostLinks = 40

  public func ask(_ server: any Server) async -> Observation<String?> {
    var rest = Array(path.split(separator: "/").reversed())
    var done: [Substring] = []
    var links = 0
    while let part = rest.popLast() {
      if part == "." { continue }
      if part == ".." {
        _ = done.popLast()
        continue
      }
      switch await PathAttributes(path: "/" + (done + [part]).joined(separator: "/")).ask(server) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(nil): return .seen(nil)
      case .seen(let attributes?):
        guard attributes.kind == .link, let target = attributes.target else {
          done.append(part)
          continue
        }
        links += 1
        guard links <= Self.mostLinks else { return .seen(nil) }
        if target.hasPrefix("/") { done = [] }
        rest += target.split(separator: "/").reversed()
      }
    }
    return .seen("/" + done.joined(separator: "/"))
  }
}
