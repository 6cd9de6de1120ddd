/// What a path is in the end: a link is followed, since its own mode and owner say nothing. Nil where nothing is there.
public struct TargetAttributes: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public func ask(_ server: any Server) async -> Observation<FileAttributes?> {
    await Self.follow(path, server, links: 4)
  }

  private static func follow(
    _ path: String, _ server: any Server, links: Int
  ) async -> Observation<FileAttributes?> {
    let asked = await PathAttributes(path: path).ask(server)
    guard case .seen(let link?) = asked, link.kind == .link, let target = link.target else { return asked }
    if link.resolvedKind == nil { return .seen(nil) }
    guard links > 0 else { return .unseen(Blindness(.malformed, "\(path): too many links")) }
    let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
    return await follow(target.hasPrefix("/") ? target : folder + target, server, links: links - 1)
  }
}
