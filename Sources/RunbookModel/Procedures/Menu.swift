import Findings

/// Tells a block of commands to choose from, a sheet of a program's words, from one that is done in order.
enum Menu {
  static func isOne(_ lines: [CommandLine]) -> Bool {
    // Nothing comes behind what follows a log until somebody stops it.
    if lines.dropLast().contains(where: { $0.isEndless && $0.commands.last?.program != "ssh" }) {
      return true
    }
    let words = lines.prefix(longest).map(Self.words)
    return undoes(words) || explainsVariants(lines, words)
  }

  /// Nobody writes more to choose from, and a look at pairs stays short.
  private static let longest = 24

  /// The program, or the folder of a script, and what is told to it: `up.sh` says `up`.
  private struct Words {
    var program: String
    /// Without options.
    var verbs: Set<Substring>
    var all: [String]
  }

  private static func words(_ line: CommandLine) -> Words {
    let all = line.commands.count == 1 ? line.commands[0].words.map(\.text) : []
    let verbs = line.commands.flatMap { command -> [Substring] in
      let name = command.program.flatMap { $0.split(separator: "/").last } ?? ""
      return [name.prefix { $0 != "." }]
        + command.arguments.prefix(8).map { $0.text[...] }.filter { !$0.hasPrefix("-") }
    }
    let program = line.commands.first?.program ?? ""
    let slash = program.lastIndex(of: "/")
    return Words(program: slash.map { String(program[...$0]) } ?? program, verbs: Set(verbs), all: all)
  }

  /// What is done and behind that taken back by one program: `up` and `down`, `migrate` and `migrate:undo`.
  private static func undoes(_ lines: [Words]) -> Bool {
    lines.indices.contains { first in
      lines[(first + 1)...].contains { later in
        guard later.program == lines[first].program, later.verbs.count == lines[first].verbs.count else {
          return false
        }
        let done = lines[first].verbs.subtracting(later.verbs)
        let undone = later.verbs.subtracting(lines[first].verbs)
        guard done.count == 1, let verb = done.first, let other = undone.first else { return false }
        return opposites[verb] == other || undoing.contains { other == verb + $0 }
      }
    }
  }

  private static let opposites: [Substring: Substring] = [
    "start": "stop", "up": "down", "enable": "disable", "unlock": "lock", "mount": "umount", "add": "remove",
    "install": "uninstall", "create": "delete", "upgrade": "downgrade", "on": "off",
  ]
  private static let undoing = [":undo", ":rollback", ":down", ":revert"]

  /// Each line has a remark of its own, and one is another with an option more.
  private static func explainsVariants(_ lines: [CommandLine], _ words: [Words]) -> Bool {
    guard lines.count > 2, lines.allSatisfy({ $0.comment != nil }) else { return false }
    return words.contains { long in
      guard long.all.count > 1, let option = long.all.last, option.hasPrefix("-"), !option.contains("dry")
      else {
        return false
      }
      return words.contains { $0.all.elementsEqual(long.all.dropLast()) }
    }
  }
}
