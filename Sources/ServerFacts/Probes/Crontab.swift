/// The jobs of one user's crontab, as the file says.
///
/// The file lies in a folder that only root may enter; its owner can ask with `crontab -l`.
public struct Crontab: Probe {
  public static let folder = "/var/spool/cron/crontabs"
  public var user: String

  public init(user: String) {
    self.user = user
  }

  public func ask(_ server: any Server) async -> Observation<[CronJob]> {
    let path = "\(Self.folder)/\(user)"
    switch await server.look(.text(path: path)) {
    case .seen(.text(let text)): return .seen(CronJob.jobs(text, source: path))
    case .seen: return .seen([])
    case .unseen(let blindness):
      guard case .seen(.caller(let caller)) = await server.look(.caller), caller.name == user else {
        return .unseen(blindness)
      }
      guard case .seen(.output(let answer)) = await server.look(.command(.ownCrontab)) else {
        return .unseen(blindness)
      }
      if answer.status != 0, !answer.errors.contains("no crontab for") { return .unseen(blindness) }
      return .seen(CronJob.jobs(answer.output, source: "crontab -l"))
    }
  }
}

/// One line of a crontab that runs something (crontab(5)).
public struct CronJob: Hashable, Sendable {
  /// Five fields with one space between, or an `@` word.
  public var time: String
  public var command: String
  /// The file and the line, `/var/spool/cron/crontabs/deploy:4`.
  public var source: String
  public var isCommentedOut: Bool

  public init(time: String, command: String, source: String, isCommentedOut: Bool = false) {
    self.time = time
    self.command = command
    self.source = source
    self.isCommentedOut = isCommentedOut
  }

  static func jobs(_ text: String, source: String) -> [CronJob] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
      index, line in
      var line = line.drop { $0 == " " || $0 == "\t" }
      let isComment = line.hasPrefix("#")
      line = line.drop { $0 == "#" || $0 == " " || $0 == "\t" }
      guard let (time, command) = split(line) else { return nil }
      return CronJob(
        time: time, command: command, source: "\(source):\(index + 1)", isCommentedOut: isComment)
    }
  }

  private static func split(_ line: Substring) -> (time: String, command: String)? {
    let isWord = line.hasPrefix("@")
    let fields = line.split(maxSplits: isWord ? 1 : 5, whereSeparator: { $0 == " " || $0 == "\t" })
    guard fields.count == (isWord ? 2 : 6) else { return nil }
    let time = fields.dropLast()
    let allowed = Set("0123456789*,-/".utf8)
    guard isWord || time.prefix(3).allSatisfy({ $0.utf8.allSatisfy(allowed.contains) }) else { return nil }
    return (time.joined(separator: " "), String(fields[fields.count - 1].drop { $0 == " " || $0 == "\t" }))
  }
}
