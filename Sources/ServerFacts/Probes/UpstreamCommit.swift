/// The commit that a branch has at the remote of a checkout now, asked without writing.
public struct UpstreamCommit: Probe {
  public var folder, remote, branch: String

  public init(folder: String, remote: String, branch: String) {
    self.folder = folder
    self.remote = remote
    self.branch = branch
  }

  public enum Fact: Hashable, Sendable {
    case commit(String)
    /// The remote answers and has no such branch.
    case noBranch
    /// The remote's address is a path of this machine where no repository is, in git's words.
    case noRepository(String)
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    let command = ReadOnlyCommand.gitUpstream(folder: folder, remote: remote, branch: branch)
    return await server.look(.command(command)).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "git ls-remote in \(folder): no answer"))
      }
      return read(answer)
    }
  }

  func read(_ answer: CommandOutput) -> Observation<Fact> {
    if answer.status == 0 {
      for line in answer.output.split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: "\t")
        if parts.count == 2, parts[1] == "refs/heads/\(branch)" { return .seen(.commit(String(parts[0]))) }
      }
      return .seen(.noBranch)
    }
    let words = answer.errors.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no answer"
    // `fatal: '/srv/git/luci.git' does not appear to be a git repository`
    if words.contains("'/"), words.contains("does not appear to be a git repository") {
      return .seen(.noRepository(words))
    }
    return .unseen(Blindness(.unreachable, "git ls-remote \(remote) in \(folder): \(words)"))
  }
}
