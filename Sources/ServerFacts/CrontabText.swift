/// The lines of a crontab (crontab(5)).
public struct CrontabText: Hashable, Sendable {
  public var path: String
  public var jobs: [CronJob] = []
  /// Lines that are no comment, no setting and have no five fields.
  public var strays: [Int: String] = [:]
  /// A last line that runs or sets something and that no line feed ends: Debian's cron then ignores the whole file.
  public var lacksLastLineFeed = false

  public init(_ text: String, path: String, namesUsers: Bool = false) {
    self.path = path
    var settings: [String: String] = [:]
    var isLastUsed = false
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = Substring(line)
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if !trimmed.isEmpty { isLastUsed = !trimmed.hasPrefix("#") }
      if trimmed.isEmpty { continue }
      if !trimmed.hasPrefix("#"), let setting = Self.setting(trimmed) {
        settings[setting.name] = setting.value
      } else if var job = CronJob(trimmed, source: "\(path):\(index + 1)", namesUser: namesUsers) {
        job.settings = settings
        jobs.append(job)
      } else if !trimmed.hasPrefix("#") {
        strays[index + 1] = String(trimmed)
      }
    }
    lacksLastLineFeed = isLastUsed && lines.last?.isEmpty == false && !Self.isBlank(lines.last)
  }

  /// The first job whose command ends in a carriage return, which the shell takes for a part of it.
  public var endingInCarriageReturn: CronJob? {
    jobs.first { !$0.isCommentedOut && $0.command.unicodeScalars.last == "\r" }
  }

  private static func isBlank(_ line: Substring.UnicodeScalarView.SubSequence?) -> Bool {
    line?.allSatisfy { $0 == " " || $0 == "\t" } ?? true
  }

  /// `NAME = value`, quotes taken off.
  private static func setting(_ line: Substring) -> (name: String, value: String)? {
    guard let sign = line.firstIndex(of: "=") else { return nil }
    let name = unquoted(line[..<sign])
    guard !name.isEmpty, line.hasPrefix("\"") || line.hasPrefix("'") || !name.contains(where: \.isWhitespace)
    else { return nil }
    return (name, unquoted(line[line.index(after: sign)...]))
  }

  private static func unquoted(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    if let first = text.first, first == "\"" || first == "'", text.count > 1, text.last == first {
      text = text.dropFirst().dropLast()
    }
    return String(text)
  }
}

/// One line of a crontab that runs something.
public struct CronJob: Hashable, Sendable {
  /// Five fields with one space between, or an `@` word.
  public var time: String
  /// Who runs it, where the line says so itself.
  public var user: String?
  public var command: String
  /// The file and the line, `/var/spool/cron/crontabs/deploy:4`.
  public var source: String
  public var isCommentedOut: Bool
  /// What the lines above have set: `PATH`, `SHELL`.
  public var settings: [String: String] = [:]

  public init(time: String, command: String, source: String) {
    self.time = time
    self.command = command
    self.source = source
    isCommentedOut = false
  }

  init?(_ line: Substring, source: String, namesUser: Bool = false) {
    isCommentedOut = line.hasPrefix("#")
    self.source = source
    let line = line.drop { $0 == "#" || $0 == " " || $0 == "\t" }
    let fields = line.hasPrefix("@") ? 1 : 5, words = fields + (namesUser ? 1 : 0)
    let parts = line.split(maxSplits: words, whereSeparator: { $0 == " " || $0 == "\t" })
    guard parts.count == words + 1 else { return nil }
    let allowed = Set("0123456789*,-/~".utf8)
    if isCommentedOut {
      guard fields == 1 || parts.prefix(3).allSatisfy({ $0.utf8.allSatisfy(allowed.contains) }) else {
        return nil
      }
    }
    time = parts.prefix(fields).joined(separator: " ")
    user = namesUser ? String(parts[fields]) : nil
    command = String(parts[words].drop { $0 == " " || $0 == "\t" })
  }
}
