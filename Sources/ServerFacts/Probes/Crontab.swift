/// One user's crontab as its file says: nil where the user has none.
///
/// The file lies in a folder that only root may enter; its owner can ask with `crontab -l`.
public struct Crontab: Probe {
  public static let folder = "/var/spool/cron/crontabs"
  public var user: String

  public init(user: String) {
    self.user = user
  }

  public func ask(_ server: any Server) async -> Observation<CrontabText?> {
    let path = "\(Self.folder)/\(user)"
    switch await server.look(.text(path: path)) {
    case .seen(.text(let text)): return .seen(CrontabText(text, path: path))
    case .seen: return .seen(nil)
    case .unseen(let blindness):
      guard case .seen(.caller(let caller)) = await server.look(.caller), caller.name == user else {
        return .unseen(blindness)
      }
      guard case .seen(.output(let answer)) = await server.look(.command(.ownCrontab)) else {
        return .unseen(blindness)
      }
      if answer.status != 0 {
        return answer.errors.contains("no crontab for") ? .seen(nil) : .unseen(blindness)
      }
      return .seen(CrontabText(answer.output, path: "crontab -l"))
    }
  }
}
