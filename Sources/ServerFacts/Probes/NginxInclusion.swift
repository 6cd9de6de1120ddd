/// Whether nginx's own file, or one that it includes, includes anything from a folder: nil where there is no such file.
public struct NginxInclusion: Probe {
  public static let configuration = NginxIncludes.root + "/nginx.conf"
  public var folder: String

  public init(folder: String) {
    self.folder = VirtualHosts(folder: folder).folder
  }

  public func ask(_ server: any Server) async -> Observation<Bool?> {
    switch await server.look(.text(path: Self.configuration)) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(.text(let text)):
      let tokens = NginxToken.read(text)
      // Most often its own file says so, and then no other has to be read.
      if Self.configuration.hasPrefix(folder + "/")
        || NginxIncludes.patterns(in: tokens).contains(where: reaches)
      {
        return .seen(true)
      }
      var includes = NginxIncludes(server)
      switch await includes.expanded(tokens) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen: break
      }
      if includes.patterns.contains(where: reaches) { return .seen(true) }
      return await linked(includes.patterns, server).map { $0 }
    case .seen: return .seen(nil)
    }
  }

  private func reaches(_ pattern: String) -> Bool {
    if pattern.hasPrefix(folder + "/") { return true }
    let above = pattern.prefix(upTo: pattern.lastIndex(of: "/") ?? pattern.startIndex)
    return Glob.matches(folder, above)
  }

  /// `sites-available` is not included, and what lies there is read through links.
  private func linked(_ patterns: [String], _ server: any Server) async -> Observation<Bool> {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    for pattern in patterns {
      let above = String(pattern.prefix(upTo: pattern.lastIndex(of: "/") ?? pattern.startIndex))
      guard !above.contains("*"), pattern.hasSuffix("*") || pattern.contains("*.") else { continue }
      switch await FolderEntries(path: above).ask(server) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let entries):
        let targets = (entries ?? []).compactMap(\.attributes.target)
        if targets.contains(where: { $0.hasPrefix(folder + "/") || $0.contains("../\(name)/") }) {
          return .seen(true)
        }
      }
    }
    return .seen(false)
  }
}
