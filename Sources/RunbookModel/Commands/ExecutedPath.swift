public import Findings

/// The file that a command runs, among all the paths in it: `/srv/app/copy.sh` of
/// `cd /srv/app && ./copy.sh > /var/log/copy.log`.
enum ExecutedPath {
  /// In a folder that a `cd` above it has gone to. Nil where what runs is no file of this server that the command names.
  static func of(_ line: CommandLine, in folder: String?, _ source: Located<String>) -> Located<String>? {
    guard !line.runsOnAnotherHost else { return nil }
    var folder = line.directory.map(\.literal) ?? folder
    for simple in line.commands {
      if simple.program == "cd" {
        folder = simple.arguments.first?.literal
        continue
      }
      guard let program = simple.program, !inert.contains(program), !contained.contains(program),
        let run = executed(simple, program), run.utf8.contains(UInt8(ascii: "/"))
      else { continue }
      let range = source.isOneLine ? source.part(of: run)?.range ?? source.range : source.range
      if run.hasPrefix("/") { return Located(run, at: range) }
      let name = run.hasPrefix("./") ? String(run.dropFirst(2)) : run
      guard let folder, folder.hasPrefix("/"), !"~$.".contains(name.first ?? "~") else { return nil }
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

  /// What they run lies in a container.
  private static let contained: Set<String> = [
    "docker", "docker-compose", "podman", "podman-compose", "nerdctl", "kubectl", "lxc", "incus",
  ]
}

extension CommandLine {
  /// Its commands are those of ssh's remote text as well.
  var runsOnAnotherHost: Bool { commands.contains { $0.program == "ssh" } }
}

extension StatedCommand {
  /// The file of this server that it runs, where its words name one and none of it is to be filled in.
  public var executedPath: Located<String>? {
    guard host == nil, let path = ExecutedPath.of(line, in: directory?.value, source),
      !ExampleValue.hasOpenPart(path.value)
    else { return nil }
    return path
  }

  /// The systemd units of this server that it asks or tells something: `luci` of `systemctl restart luci` and of
  /// `journalctl -u luci -f`, at the place that says so.
  public var units: [Located<String>] {
    guard host == nil, !line.runsOnAnotherHost else { return [] }
    return line.commands.flatMap(Self.units).map { unit in
      Located(unit, at: source.isOneLine ? source.part(of: unit)?.range ?? source.range : source.range)
    }
  }

  private static func units(_ command: SimpleCommand) -> [String] {
    // `--user`, `-H host` and `-M container` ask another systemd.
    let words = command.arguments.map(\.literal)
    guard !words.contains(where: { $0.map { anothers.contains($0.prefix { $0 != "=" }) } ?? false }) else {
      return []
    }
    let named: [String?]
    switch command.program {
    case "systemctl":
      let rest = words.drop { $0?.hasPrefix("-") ?? false }
      guard let verb = rest.first ?? nil, verbs.contains(verb) else { return [] }
      named = Array(
        rest.dropFirst().drop { $0.map(flags.contains) ?? false }.prefix { $0?.hasPrefix("-") == false })
    case "journalctl":
      named = words.indices.map { place in
        guard let word = words[place] else { return nil }
        if word == "-u" || word == "--unit" || word.hasSuffix("u") && bundled.contains(word) {
          return words.indices.contains(place + 1) ? words[place + 1] : nil
        }
        return word.hasPrefix("--unit=") ? String(word.dropFirst(7)) : nil
      }
    default: return []
    }
    return named.compactMap(\.self).filter { !$0.isEmpty && $0.utf8.allSatisfy(isPlain) }
  }

  private static let verbs: Set<String> = [
    "start", "stop", "restart", "try-restart", "reload", "reload-or-restart", "status", "is-active",
    "is-enabled",
    "is-failed", "enable", "reenable", "kill", "show", "cat", "reset-failed",
  ]
  private static let flags: Set<String> = [
    "--now", "--no-pager", "--full", "-l", "--quiet", "-q", "--no-block",
  ]
  private static let bundled: Set<String> = ["-fu", "-xu", "-xeu", "-eu", "-xfu", "-efu"]
  private static let anothers: Set<Substring> = [
    "--user", "--user-unit", "-H", "--host", "-M", "--machine", "-D", "--root",
  ]

  /// A pattern names no unit.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "._-@:\\".utf8.contains(byte)
  }
}

extension Located<String> {
  fileprivate var isOneLine: Bool { range.line == range.endLine }
}
