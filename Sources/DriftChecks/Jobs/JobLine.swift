import Findings
import RunbookModel
import ServerFacts

/// A crontab's line, with the paths that it runs.
struct JobLine: Hashable, Sendable {
  var job: CronJob
  /// Every path that stands where it is run, or is given to what is run.
  var paths: Set<String> = []
  /// The files that its output goes to, home folder put in; none where a variable stands in the name.
  var outputs: [String] = []
  /// cron ends the command at a percent sign, and what is left is no whole command.
  var isCutShort: Bool {
    let kept = Self.withoutInput(job.command)
    return job.command.contains("%") && ShellScript(kept) == nil
      && ShellScript(job.command.replacing("%", with: "")) != nil
  }
  private var commands: [ShellCommand] = []

  init(_ job: CronJob, home: String?) {
    self.job = job
    read(Self.withoutInput(job.command), home, depth: 0)
  }

  /// A command as the runbook writes it.
  init(command: String, home: String?) {
    self.init(CronJob(time: "@reboot", command: command, source: ""), home: home)
  }

  /// cron turns what stands behind the first `%` into the command's input, and `\%` into `%`.
  private static func withoutInput(_ command: String) -> String {
    var kept = ""
    var isEscaped = false
    for character in command {
      if character == "%" {
        if !isEscaped { break }
        kept.removeLast()
      }
      kept.append(character)
      isEscaped = character == "\\"
    }
    return kept
  }

  private mutating func read(_ text: String, _ home: String?, depth: Int) {
    guard let script = ShellScript(text) else {
      paths.formUnion(text.split { " \t;&|\"'()".contains($0) }.map(String.init).filter { $0.contains("/") })
      return
    }
    var folder = home
    for command in script.commands {
      let words = command.words.map { $0.path(home: home) }
      if command.name == "cd" { folder = words.dropFirst().first ?? home }
      for redirect in command.redirects where redirect.opensOutput {
        if let path = redirect.target.path(home: home), path.hasPrefix("/"), !path.hasPrefix("/dev/") {
          outputs.append(path)
        }
      }
      if depth == 0 { commands.append(command) }
      guard let name = command.name ?? words.first ?? nil, !ExecutedPath.inert.contains(name) else {
        continue
      }
      for case let word? in words {
        if word.contains(where: \.isWhitespace), depth < 2 {
          read(word, home, depth: depth + 1)
        } else if word.hasPrefix("/") {
          paths.insert(word)
        } else if word.contains("/"), !word.contains("://"), let folder {
          paths.insert("\(folder)/\(word.hasPrefix("./") ? String(word.dropFirst(2)) : word)")
        }
      }
    }
  }

  /// Whether the line runs the script by giving it to an interpreter, so that its mode and its first line are of no
  /// account: `bash /home/deploy/nightly.sh`.
  func interprets(_ path: String, home: String?) -> Bool {
    commands.contains { command in
      let words = command.words.compactMap { $0.path(home: home) }
      guard let place = words.firstIndex(of: path), place > 0 else { return false }
      guard let name = words[..<place].last(where: { !$0.hasPrefix("-") })?.split(separator: "/").last else {
        return false
      }
      return Self.interpreters.contains(String(name)) || name.hasPrefix("python")
    }
  }

  private static let interpreters: Set<String> = [
    "sh", "bash", "dash", "zsh", "ksh", "node", "perl", "ruby", "php", ".", "source",
  ]
}

extension ShellWord {
  /// The word where it is one for certain, with the home folder in the place of a leading `~/` or `$HOME/`.
  func path(home: String?) -> String? {
    if let literal {
      guard !isQuoted, literal == "~" || literal.hasPrefix("~/") else { return literal }
      return home.map { $0 + literal.dropFirst() }
    }
    guard case .variable("HOME") = parts.first, let home else { return nil }
    var rest = self
    rest.parts.removeFirst()
    return rest.literal.map { home + $0 }
  }
}

/// The lines of one or more crontabs by what they run.
struct JobLines: Sendable {
  private(set) var lines: [JobLine] = []
  private var byPath: [String: [Int]] = [:]
  private var byCommand: [String: [Int]] = [:]

  /// The lines of a user's own crontab, and those of the system's crontabs that run as this user.
  init(_ jobs: some Sequence<CronJob>, home: String?) {
    self.init(jobs.map { JobLine($0, home: home) })
  }

  /// Lines of several crontabs, each read with its own user's home folder.
  init(_ lines: [JobLine]) {
    self.lines = lines
    for (index, line) in lines.enumerated() {
      for path in line.paths { byPath[path, default: []].append(index) }
      byCommand[Self.normal(line.job.command), default: []].append(index)
    }
  }

  /// Those which run what a schedule runs, commented ones included.
  func running(_ schedule: Schedule) -> [JobLine] {
    if let path = schedule.script?.value { return (byPath[path] ?? []).map { lines[$0] } }
    return (byCommand[Self.normal(schedule.command.value)] ?? []).map { lines[$0] }
  }

  /// The command without what only sends its output elsewhere, blanks made one.
  static func normal(_ command: String) -> String {
    let words = command.split { $0 == " " || $0 == "\t" }
    let end = words.firstIndex { $0.contains(">") || $0.hasPrefix("#") } ?? words.count
    return words[..<end].joined(separator: " ")
  }
}

/// The lines of a user's own crontab: nil where there is none. They are read once, however many checks ask.
private struct UserJobLines: Probe {
  var user: String

  /// A line may name the home folder by `~`, so without the account nothing is certain.
  func ask(_ server: any Server) async -> Observation<JobLines?> {
    switch await atOnce({ await Crontab(user: user).ask(server) }, { await AccountNamed(user).ask(server) }) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)): return .unseen(blindness)
    case (.seen(let text), .seen(let account)):
      return .seen(text.map { JobLines($0.jobs, home: account?.home) })
    }
  }
}

/// The lines of `/etc/crontab` and `/etc/cron.d` that run as a user; all of them where none is given.
private struct SystemJobLines: Probe {
  var user: String?

  func ask(_ server: any Server) async -> Observation<JobLines> {
    switch await SystemCrontabs().ask(server) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let texts):
      let jobs = texts.flatMap(\.jobs).filter { user == nil || $0.user == user }
      guard let user else { return .seen(JobLines(jobs, home: nil)) }
      return await AccountNamed(user).ask(server).map { JobLines(jobs, home: $0?.home) }
    }
  }
}

/// Every crontab that can run what a runbook schedules.
struct Crontabs: Sendable {
  private let facts: Facts

  init(_ facts: Facts) {
    self.facts = facts
  }

  func lines(of user: String) async -> Observation<JobLines?> { await facts.ask(UserJobLines(user: user)) }

  func systemLines(of user: String?) async -> Observation<JobLines> {
    await facts.ask(SystemJobLines(user: user))
  }
}
