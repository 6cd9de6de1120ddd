import Findings
import ServerFacts

/// Reads the end of what a program wrote, wherever its runner keeps it.
struct LogShowing {
  var program: KeptProgram
  var lines: Int
  var minutes: Int?
  var onlyErrors: Bool

  func read(_ server: any Server) async -> Observation<Shown> {
    let since = minutes.map { $0 * 60 }
    let now = await server.now()
    let filter = LogFilter(
      lines: lines, since: since.map { Instant(seconds: now.seconds - $0) }, onlyErrors: onlyErrors)
    return await program.kind.runner.log(of: program, filter, server).flatMap { shown($0.found, $0.place) }
  }

  private func shown(_ found: FoundLines, _ path: String?) -> Observation<Shown> {
    let source = "standard output of \(program.name)" + (path.map { ", \($0)" } ?? "")
    if found.end == .undated {
      let place = path ?? "what \(program.name) wrote"
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
