import RunbookModel

extension Runbook {
  /// A runbook that reaches its servers by ssh states the paths and units of other machines, so nothing is said of them
  /// here.
  var isOfSeveralHosts: Bool { commands.contains { $0.host != nil } }
}

/// Paths that a runbook can only mean of this server.
enum ServerPath {
  /// Folders of a server in which things lie that stay. A path below another one may be a part of an address, or lie in
  /// a container.
  private static let roots: Set<Substring> = ["etc", "home", "mnt", "opt", "root", "srv", "usr", "var"]

  /// A whole path, with no part to be filled in.
  static func isMeant(_ path: String) -> Bool {
    let segments = path.split(separator: "/")
    guard path.hasPrefix("/"), segments.count > 1, let root = segments.first, roots.contains(root) else {
      return false
    }
    return path.utf8.allSatisfy(isPlain) && !segments.contains { $0.utf8.allSatisfy(isCapital) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "/._-+@".utf8.contains(byte)
  }

  /// `STAMP`, `YOUR_APP` and `YYYY-MM-DD` stand for something else.
  private static func isCapital(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || byte == 0x5F || byte == 0x2D
  }
}
