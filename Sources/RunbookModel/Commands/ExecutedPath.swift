public import Findings

/// The file that a command runs, among all the paths in it: `/srv/app/copy.sh` of
/// `cd /srv/app && ./copy.sh > /var/log/copy.log`.
public enum ExecutedPath {
  /// In a folder that a `cd` above it has gone to. Nil where what runs is no file of this server that the command names.
  static func of(_ line: CommandLine, in folder: String?, _ source: Located<String>) -> Located<String>? {
    guard !line.runsOnAnotherHost else { return nil }
    var folder = line.directory.map(\.literal) ?? folder
    for simple in line.commands {
      if simple.program == "cd" {
        folder = simple.arguments.first?.literal
        continue
      }
      guard let program = simple.program, !inert.contains(program), !preparing.contains(program),
        !contained.contains(program),
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

  /// Programs that name a file without running it.
  public static let inert: Set<String> = [
    "echo", "printf", "true", "false", ":", "test", "[", "ls", "cat", "touch", "rm", "stat", "chmod", "cd",
    "mkdir",
  ]

  /// They prepare the shell, and the job comes behind them.
  private static let preparing: Set<String> = [".", "source"]

  /// What they run lies in a container.
  private static let contained = ArgumentNouns.handing.union(["lxc", "incus"])
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
}

extension Located<String> {
  var isOneLine: Bool { range.line == range.endLine }
}
