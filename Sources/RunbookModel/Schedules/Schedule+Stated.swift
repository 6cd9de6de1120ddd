import Findings

extension Schedule {
  /// Where cron looks for programs (crontab(5), Debian's cron).
  public static let folders = ["/usr/bin", "/bin"]

  /// All that cron tells a job of an account.
  public static func variables(account: String, home: String) -> [String: String] {
    ["PATH": folders.joined(separator: ":"), "HOME": home, "LOGNAME": account, "SHELL": "/bin/sh"]
  }

  /// Whether the runbook says what runs, and not only what the job is called.
  public var isStated: Bool { script != nil || isLine }

  private var isLine: Bool { CommandLine(command.value).isCommand }

  /// What runs and the words that it is given, wherever its output goes: the same of two schedules of one job.
  var job: [String] {
    guard let script else { return [command.value] }
    let line = CommandLine(command.value)
    return [script.value] + (line.isCommand ? line.first?.arguments.map(\.text) ?? [] : [])
  }

  /// What a crontab's line of it runs.
  public var crontabCommand: String { isLine ? command.value : script?.value ?? command.value }

  /// What runs as a stated command, which is started in the folder that cron starts it in: nil where cron would make
  /// something else of the words, since it ends a command at its first `%`.
  public func stated(in home: String) -> StatedCommand? {
    let text = command.value.replacing("\\%", with: "")
    guard !text.contains("%"), isStated else { return nil }
    let line = CommandLine(command.value.replacing("\\%", with: "%"))
    return StatedCommand(
      name: name.value, line: line, directory: Located(home, at: command.range), host: nil, source: command,
      repeats: [], purposes: [], titles: [],
      parameters: line.parameters.map { StatedParameter(name: $0.name, words: nil, source: nil) },
      isAlternative: false)
  }
}

extension Runbook {
  /// The schedules by their names, without those whose name means two.
  public var namedSchedules: [Schedule] { index.namedSchedules }

  /// The one of that name; nil for several.
  public func schedule(named name: String) -> Schedule? { index.schedulesByName[name] }
}
