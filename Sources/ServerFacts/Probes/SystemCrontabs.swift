/// The crontabs that name a user in each line: `/etc/crontab` and the files of `/etc/cron.d` that cron reads.
public struct SystemCrontabs: Probe {
  public static let folder = "/etc/cron.d"

  public init() {}

  public func ask(_ server: any Server) async -> Observation<[CrontabText]> {
    var paths = ["/etc/crontab"]
    switch await server.look(.folder(path: Self.folder)) {
    case .seen(.folder(let entries)):
      paths += entries.map(\.name).filter(Self.isRead).map { "\(Self.folder)/\($0)" }
    case .seen: break
    case .unseen(let blindness): return .unseen(blindness)
    }
    var found: [CrontabText] = []
    for path in paths {
      switch await server.look(.text(path: path)) {
      case .seen(.text(let text)): found.append(CrontabText(text, path: path, namesUsers: true))
      case .seen: continue
      case .unseen(let blindness): return .unseen(blindness)
      }
    }
    return .seen(found)
  }

  /// Whether cron takes a file of this name: letters, digits, `_` and `-` alone, so nothing with a dot (cron(8)).
  public static func isRead(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte == 0x2D
      }
  }
}
