/// The name of a group, by its number: nil where `/etc/group` has none.
public struct GroupNumbered: Probe {
  public var gid: Int

  public init(gid: Int) {
    self.gid = gid
  }

  public func ask(_ server: any Server) async -> Observation<String?> {
    await server.look(.text(path: "/etc/group")).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .text(let text): .seen(Self.name(gid, text))
      default: .unseen(Blindness(.malformed, "/etc/group: no text"))
      }
    }
  }

  /// `ssl-cert:x:110:postgres`.
  static func name(_ gid: Int, _ text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      if fields.count > 2, Int(fields[2]) == gid { return String(fields[0]) }
    }
    return nil
  }
}
