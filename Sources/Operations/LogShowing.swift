import Findings
import ServerFacts

/// Reads the end of what a program wrote: the file itself, whatever its size, else what supervisord hands out of it.
struct LogShowing {
  var program: String
  var lines: Int
  var minutes: Int?
  var onlyErrors: Bool

  /// A log line is seldom longer; the last lines are cut out of this many bytes a line.
  private static let bytesPerLine = 400
  /// What is asked of supervisord to look for something in it.
  private static let searchedBytes = 1 << 20

  func read(_ server: any Server) async -> Observation<Shown> {
    let since = minutes.map { $0 * 60 }
    let now = await server.now()
    let filter = LogFilter(
      lines: lines, since: since.map { Instant(seconds: now.seconds - $0) }, onlyErrors: onlyErrors)
    var path: String?
    if case .seen(let file) = await ProgramLogFile(program: program).ask(server) { path = file }
    // supervisord's logs are root's alone by default; whoever may speak with it can still have their end.
    if let path, case .seen(let found?) = await LogLines(path: path, filter: filter).ask(server) {
      return shown(found, path)
    }
    return await fromSupervisord(filter, path, now, server)
  }

  private func fromSupervisord(
    _ filter: LogFilter, _ path: String?, _ now: Instant, _ server: any Server
  ) async -> Observation<Shown> {
    let isSearch = filter.since != nil || filter.onlyErrors
    let bytes = isSearch ? Self.searchedBytes : lines * Self.bytesPerLine
    var written = now.seconds
    if let path, case .seen(let attributes?) = await PathAttributes(path: path).ask(server) {
      written = attributes.modified
    }
    return await LogTail(program: program, bytes: bytes).ask(server).flatMap { log in
      let text = Array(log.text.utf8)
      let isCut = log.size > text.count
      var search = LogSearch(filter, written: written)
      let first = isCut ? text.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0 : 0
      search.take(text[first...])
      if !isCut { search.finish() }
      return shown(
        FoundLines(
          text: WorldText.clean(search.found), size: log.size, searched: text.count, end: search.end ?? .late),
        path)
    }
  }

  private func shown(_ found: FoundLines, _ path: String?) -> Observation<Shown> {
    let source = "standard output of \(program)" + (path.map { ", \($0)" } ?? "")
    if found.end == .undated {
      let place = path ?? "what \(program) wrote"
      return .unseen(
        Blindness(.malformed, "\(place): no line says when it was written, so ask for it without a span"))
    }
    let lines = found.text.split(whereSeparator: \.isNewline).map(String.init)
    return .seen(
      .log(
        UntrustedText(
          source: source.cleaned, lines: lines, size: found.size, isTruncated: found.end != .whole,
          note: note(found, lines.count))))
  }

  private func note(_ found: FoundLines, _ count: Int) -> String? {
    let isSearch = minutes != nil || onlyErrors
    if found.end == .late, isSearch {
      return "only its last \(Self.size(found.searched)) of \(Self.size(found.size)) were searched"
    }
    guard count == 0 else { return nil }
    return "no line\(onlyErrors ? " with an error" : "")"
      + (minutes.map { " from the last \($0) minutes" } ?? "")
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes / 1024) KiB" : "\(bytes >> 20) MiB"
  }
}
