import JSON

/// The files in a folder at one of rclone's remotes, as an account sees it.
public struct RemoteFolder: Probe {
  public var remote, account: String

  public init(remote: String, account: String) {
    self.remote = remote
    self.account = account
  }

  public enum Fact: Hashable, Sendable {
    /// Sorted by name. An S3 remote has no folders, so one that was never written to is empty.
    case files([RemoteFile])
    /// No such bucket or folder, in rclone's words.
    case missing(String)
    /// rclone's configuration has no such remote.
    case unconfigured(String)
    /// The remote answered that this account may not look.
    case refused(String)
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    await server.look(.command(.remoteFolder(remote: remote, account: account))).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "rclone lsjson \(remote): no answer"))
      }
      return answer.status == 0 ? files(answer.output) : failure(answer)
    }
  }

  private func files(_ text: String) -> Observation<Fact> {
    guard let items = (try? JSON.parse(text, limits: .init(bytes: 16 << 20)))?.asArray else {
      return .unseen(Blindness(.malformed, "rclone lsjson \(remote): no list of files"))
    }
    let files = items.compactMap { item -> RemoteFile? in
      guard let name = item["Path"]?.asString, item["IsDir"]?.asBool != true else { return nil }
      return RemoteFile(
        name: name, size: item["Size"]?.asInt ?? -1,
        modified: item["ModTime"]?.asString.flatMap(Instant.init(iso8601:)))
    }
    return .seen(.files(files.sorted { $0.name < $1.name }))
  }

  /// rclone exits 3 for what is not there and 1 for its configuration; what does not answer has any status.
  private func failure(_ answer: CommandOutput) -> Observation<Fact> {
    let lines = answer.errors.split(whereSeparator: \.isNewline).map(String.init)
    let words =
      lines.first { $0.contains("ERROR") || $0.contains("CRITICAL") || $0.contains("Failed") }
      .map(Self.withoutTime) ?? "status \(answer.status)"
    if answer.errors.contains("didn't find section in config file") { return .seen(.unconfigured(words)) }
    let refusals = [
      "StatusCode: 403", "status code: 403", "AccessDenied", "Access Denied", "401 Unauthorized",
    ]
    if refusals.contains(where: { answer.errors.contains($0) }) { return .seen(.refused(words)) }
    if answer.status == 3, answer.errors.contains("not found") { return .seen(.missing(words)) }
    return .unseen(Blindness(.unreachable, "rclone lsjson \(remote): \(words)"))
  }

  /// `2026/11/28 16:49:32 ERROR : …` without the time, which would differ from run to run.
  private static func withoutTime(_ line: String) -> String {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[0].count == 10, parts[1].count == 8 else { return line }
    return String(parts[2])
  }
}

public struct RemoteFile: Hashable, Sendable {
  public var name: String
  /// In bytes; -1 where the remote does not say.
  public var size: Int
  public var modified: Instant?

  public init(name: String, size: Int, modified: Instant?) {
    self.name = name
    self.size = size
    self.modified = modified
  }
}
