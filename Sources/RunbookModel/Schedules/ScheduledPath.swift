import Findings

/// The file that a schedule runs, among all the paths of its command: `/srv/app/copy.sh` of
/// `cd /srv/app && ./copy.sh > /var/log/copy.log`.
enum ScheduledPath {
  /// Nil where what runs is no file of this server that the command names. Words about a job, which are no line of a
  /// crontab, may name its path anywhere.
  static func of(_ command: Located<String>, isCrontab: Bool) -> Located<String>? {
    let line = CommandLine(command.value)
    guard isCrontab || line.isCommand else { return command.path }
    var folder = line.directory?.literal.flatMap { $0.hasPrefix("/") ? $0 : nil }
    for simple in line.commands {
      if simple.program == "cd" {
        folder = simple.arguments.first?.literal.flatMap { $0.hasPrefix("/") ? $0 : nil }
        continue
      }
      guard let program = simple.program, !inert.contains(program), !elsewhere.contains(program),
        let run = executed(simple, program), run.utf8.contains(UInt8(ascii: "/"))
      else { continue }
      let range = command.part(of: run)?.range ?? command.range
      if run.hasPrefix("/") { return Located(run, at: range) }
      guard let folder, !"~$.".contains(run.first ?? "~") || run.hasPrefix("./") else { return nil }
      let name = run.hasPrefix("./") ? String(run.dropFirst(2)) : run
      return Located(folder + (folder.hasSuffix("/") ? "" : "/") + name, at: range)
    }
    return nil
  }

  /// `venv/bin/python copy.py` is what `python` makes of it.
  private static func executed(_ command: SimpleCommand, _ program: String) -> String? {
    let named = SimpleCommand(words: [Word(parts: [.literal(program)])] + command.arguments).executed
    return (named.count > 1 ? named : command.executed).last?.literal
  }

  /// They ask or say something, and the job comes behind them.
  private static let inert: Set<String> = [
    "echo", "printf", "true", "false", ":", "test", "[", "mkdir", "touch",
  ]

  /// What they run lies in a container or on another host.
  private static let elsewhere: Set<String> = [
    "docker", "docker-compose", "podman", "podman-compose", "nerdctl", "kubectl", "ssh", "lxc", "incus",
  ]
}
