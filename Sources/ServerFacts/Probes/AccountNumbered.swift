/// The name of an account, by its number: nil where `/etc/passwd` has none.
public struct AccountNumbered: Probe {
  public var uid: Int

  public init(uid: Int) {
    self.uid = uid
  }

  public func ask(_ server: any Server) async -> Observation<String?> {
    await server.look(.text(path: "/etc/passwd")).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      // `deploy:x:1000:1000::/home/deploy:/bin/bash`: name and number stand where a group has them.
      case .text(let text): .seen(GroupNumbered.name(uid, text))
      default: .unseen(Blindness(.malformed, "/etc/passwd: no text"))
      }
    }
  }
}
