import Findings
import RunbookModel
import ServerFacts

/// A file that is written to.
public protocol LogFile: Sendable {
  /// What was written since the last call, in whole lines and at most some MiB: none where nothing was. Goes on with the
  /// file that has its name where it was rotated, and at its beginning where it was cut.
  func more() throws(Fault) -> [UInt8]
}

/// Opens a file at an offset in bytes.
public typealias LogOpening = @Sendable (_ path: String, _ offset: Int) throws(Fault) -> any LogFile

extension Executor {
  /// Shows the last lines of a log, and then each that comes, cleaned and without secrets, until nobody reads any more.
  ///
  /// - Parameter tell: takes some lines; false where nobody reads them.
  /// - Returns: what became of the first look, where it failed; it has told nothing then.
  public func follow(
    _ plan: Plan, opening: LogOpening, tell: @Sendable ([String]) async -> Bool
  ) async throws -> Execution? {
    guard case .show(.log(let program, _, _, let onlyErrors))? = plan.steps.first?.deed,
      plan.steps.count == 1
    else { throw Refusal(.notPossible, "only a log can be followed", help: "runbook run show-log --help") }
    var window = LogWindow(program)
    // Seen before the first lines are, so that nothing is lost in between.
    _ = try? await window.move(server)
    let execution = await observe(plan)
    guard case .log(let shown)? = execution.steps.first?.shown else { return execution }
    guard await tell(shown.lines) else { return nil }
    var guarded = KeyGuard(behind: shown.lines.last)
    let file = window.place.flatMap { place in try? opening(place, shown.size) }
    while !Task.isCancelled {
      let new: [String]
      if let file {
        new = Self.lines(try file.more())
        if new.isEmpty { await pause(250) }
      } else {
        await pause(1000)
        new = try await window.move(server)
      }
      let told = guarded.pass(new).filter { !onlyErrors || ErrorWords.isIn($0) }
      if !told.isEmpty, await !tell(told) { return nil }
    }
    return nil
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    guard !bytes.isEmpty else { return [] }
    return SecretMask.mask(WorldText.clean(bytes)).split(whereSeparator: \.isNewline).map(String.init)
  }
}

/// The last lines of a log that another program hands out, asked for again and again.
struct LogWindow {
  /// More than comes in a second.
  static let lines = 1000

  let program: KeptProgram
  /// The file, where it is one that has a name.
  var place: String?
  private var seen: [Substring]?

  init(_ program: KeptProgram) {
    self.program = program
  }

  /// The lines that are new since the last time; none the first time.
  @discardableResult
  mutating func move(_ server: any Server) async throws -> [String] {
    let filter = LogFilter(lines: Self.lines)
    switch await program.kind.runner.log(of: program, filter, server) {
    case .unseen(let blindness):
      // A program that is being restarted has no log for a moment.
      if seen == nil { throw Fault(.unavailable, "the log cannot be seen: \(blindness.reason.words)") }
      return []
    case .seen(let log):
      place = log.place.flatMap { $0.hasPrefix("/") ? $0 : nil }
      let now = log.found.text.split(whereSeparator: \.isNewline)
      defer { seen = now }
      guard let before = seen else { return [] }
      return now.suffix(Self.shift(from: before, to: now)).map(String.init)
    }
  }

  /// By how many lines the window has moved: the fewest with which both say the same of what both hold.
  static func shift(from before: [Substring], to now: [Substring]) -> Int {
    for shift in 0...now.count {
      let kept = now.count - shift
      if kept == 0 || kept <= before.count && now.prefix(kept).elementsEqual(before.suffix(kept)) {
        return shift
      }
    }
    return now.count
  }
}

/// Hides a private key that is written line by line: the mask sees it whole only where it comes at once.
struct KeyGuard {
  /// A key of 16384 bits has as many lines; whatever goes on is none.
  private static let longest = 250
  private var hidden: Int?

  /// - Parameter last: the line before; the mask hides what follows the beginning of a key up to the end of a text.
  init(behind last: String? = nil) {
    hidden = last == SecretMask.dots ? 0 : nil
  }

  mutating func pass(_ lines: [String]) -> [String] {
    lines.compactMap { line in
      if let count = hidden {
        let isEnd = line.contains("-----END ")
        hidden = isEnd || count >= Self.longest || !Self.isOfKey(line) ? nil : count + 1
        if isEnd || hidden != nil { return nil }
      }
      // The mask has taken the rest of this text away with it.
      if line == SecretMask.dots || line.contains("-----BEGIN ") && line.contains("PRIVATE KEY-----") {
        hidden = 0
        return SecretMask.dots
      }
      return line
    }
  }

  /// Base64 at its end, whatever a log writes in front of it, or a header of an encrypted key.
  private static func isOfKey(_ line: String) -> Bool {
    let last = line.split(separator: " ").last ?? ""
    let isBase64 = last.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "+/=".utf8.contains(byte)
    }
    return isBase64 || line.contains("Proc-Type:") || line.contains("DEK-Info:")
  }
}
