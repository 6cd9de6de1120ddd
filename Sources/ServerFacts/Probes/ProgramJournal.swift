/// The lines of a log that another program keeps and hands out: systemd's journal, Docker's, PM2's.
public struct ProgramJournal: Probe {
  public enum Source: Hashable, Sendable {
    case unit(String)
    case container(String)
    case pm2(account: String, name: String)
  }

  public var source: Source
  public var filter: LogFilter

  /// So many lines are asked for to look for an error in them.
  static let searched = 50_000

  public init(_ source: Source, _ filter: LogFilter) {
    (self.source, self.filter) = (source, filter)
  }

  public func ask(_ server: any Server) async -> Observation<FoundLines> {
    let lines = filter.onlyErrors ? Self.searched : filter.lines
    // One more tells that there are more.
    let command = command(lines + 1)
    let now = await server.now().seconds
    return await server.look(.command(command)).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "\(command.words): no answer"))
      }
      guard answer.status == 0 else {
        let told = answer.errors.split(whereSeparator: \.isNewline).first ?? "no answer"
        let reason: Blindness.Reason = told.contains("permission") ? .permission : .unreachable
        return .unseen(Blindness(reason, "\(command.words): \(told)"))
      }
      let text = Self.lines(answer, source)
      var search = LogSearch(filter, written: now)
      let bytes = Array(text.joined(separator: "\n").utf8)
      search.take(bytes[...])
      if text.count <= lines { search.finish() }
      return .seen(
        FoundLines(
          text: String(decoding: search.found, as: UTF8.self), size: bytes.count, searched: bytes.count,
          end: search.end ?? .late))
    }
  }

  private func command(_ lines: Int) -> ReadOnlyCommand {
    switch source {
    case .unit(let name): .unitJournal(name: name, lines: lines, since: filter.since?.seconds)
    case .container(let name): .containerLog(name: name, lines: lines, since: filter.since?.seconds)
    case .pm2(let account, let name): .pm2Log(account: account, name: name, lines: lines)
    }
  }

  private static func lines(_ answer: CommandOutput, _ source: Source) -> [Substring] {
    func lines(_ text: String) -> [Substring] { text.split(whereSeparator: \.isNewline) }
    switch source {
    case .unit: return lines(answer.output)
    // Each of its two streams comes on one of ours; every line begins with its moment in UTC.
    case .container:
      return (lines(answer.output) + lines(answer.errors)).sorted { $0.prefix(30) < $1.prefix(30) }
    // `[TAILING] Tailing last 15 lines for [api] process …`, `/home/deploy/.pm2/logs/api-out.log last 15 lines:`
    case .pm2:
      return lines(answer.output).filter {
        !$0.hasPrefix("[TAILING]") && !($0.hasPrefix("/") && $0.hasSuffix(" lines:"))
      }
    }
  }
}
