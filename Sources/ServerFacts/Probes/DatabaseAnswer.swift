/// Whether PostgreSQL lets an account in to a database, asked with psql.
public struct DatabaseAnswer: Probe {
  public var name: String
  public var host, role: String?
  public var account: String

  public init(name: String, host: String?, role: String?, account: String) {
    self.name = name
    self.host = host
    self.role = role
    self.account = account
  }

  public enum Fact: Hashable, Sendable {
    case answers
    /// The server refused, in its own words: `FATAL:  database "x" does not exist`.
    case refused(String)
    /// The server wants a password, and psql found none for this account.
    case wantsPassword(String)
    /// Nothing takes the connection on this machine.
    case silent(String)
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    let command = ReadOnlyCommand.databaseAnswers(name: name, host: host, role: role, account: account)
    return await server.look(.command(command)).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "psql \(name): no answer"))
      }
      return read(answer)
    }
  }

  func read(_ answer: CommandOutput) -> Observation<Fact> {
    if answer.status == 0, answer.output.split(whereSeparator: \.isWhitespace).first == "1" {
      return .seen(.answers)
    }
    let lines = answer.errors.split(whereSeparator: \.isNewline).map(String.init)
    let words =
      lines.first { $0.contains("failed: ") || $0.contains("error: ") } ?? lines.first ?? "no answer"
    let passing = ["starting up", "shutting down", "recovery mode"]
    if let fatal = words.range(of: "FATAL:"), !passing.contains(where: { words.contains($0) }) {
      return .seen(.refused(String(words[fatal.lowerBound...])))
    }
    if answer.errors.contains("no password supplied") { return .seen(.wantsPassword(words)) }
    let isDown = ["Connection refused", "No such file or directory"].contains { words.contains($0) }
    if isDown, isHere { return .seen(.silent(words)) }
    return .unseen(Blindness(.unreachable, "psql \(name): \(words)"))
  }

  private var isHere: Bool {
    guard let host else { return true }
    return host == "localhost" || host.hasPrefix("127.") || host == "::1" || host.hasPrefix("/")
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
}
