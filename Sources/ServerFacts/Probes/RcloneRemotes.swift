/// The remotes that an account's rclone is configured with, without the colon: `r2`.
public struct RcloneRemotes: Probe {
  public var account: String

  public init(account: String) {
    self.account = account
  }

  public func ask(_ server: any Server) async -> Observation<[String]> {
    await server.look(.command(.rcloneRemotes(account: account))).flatMap { seen in
      guard case .output(let answer) = seen, answer.status == 0 else {
        return .unseen(Blindness(.malformed, "rclone listremotes as \(account): no answer"))
      }
      let lines = answer.output.split(whereSeparator: \.isNewline)
      return .seen(lines.map { String($0.hasSuffix(":") ? $0.dropLast() : $0) })
    }
  }
}
