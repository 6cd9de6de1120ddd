public import Findings

extension StatedCommand {
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
        if before.contains(word) {
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
  /// journalctl's options with a unit behind them.
  private static let before: Set<String> = ["-u", "--unit", "-fu", "-xu", "-xeu", "-eu", "-xfu", "-efu"]
  private static let anothers: Set<Substring> = [
    "--user", "--user-unit", "-H", "--host", "-M", "--machine", "-D", "--root",
  ]

  /// A pattern names no unit.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "._-@:\\".utf8.contains(byte)
  }
}
