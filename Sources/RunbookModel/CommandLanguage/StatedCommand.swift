public import Findings
import MarkdownDocument

/// A command that the runbook states, with the name it goes by: `Reload: sudo nginx -s reload` is `reload-nginx`.
public struct StatedCommand: Hashable, Sendable {
  public var name: String
  public var words: [String]
  /// The whole line as it is written.
  public var source: Located<String>

  /// Commands behind a key, `Commands: sudo supervisorctl status | restart <name> | tail <name>` being three.
  static func commands(_ section: Section) -> [StatedCommand] {
    section.keyValues.flatMap { pair -> [StatedCommand] in
      alternatives(pair.value.value).compactMap { text in
        guard let line = try? CommandLine(text), let program = line.withoutSudo.first,
          isProgram(program, line)
        else { return nil }
        return StatedCommand(
          name: name(key: pair.key.value, line, section), words: line.words, source: pair.value)
      }
    }
  }

  /// A bar with a known subcommand of the first program behind it is an alternation, not a pipe.
  private static func alternatives(_ text: String) -> [String] {
    let parts = text.split(separator: "|").map { String($0).trimmed }
    guard parts.count > 1, let first = try? CommandLine(parts[0]), let program = first.withoutSudo.first,
      let known = subcommands[program],
      parts.dropFirst().allSatisfy({ part in known.contains(part.prefix { $0 != " " }.description) })
    else { return [text] }
    let head = first.words.prefix { $0 != program } + [program]
    return [parts[0]] + parts.dropFirst().map { (head + [$0]).joined(separator: " ") }
  }

  private static let subcommands: [String: Set<String>] = [
    "supervisorctl": ["status", "start", "stop", "restart", "tail", "reread", "update", "signal", "clear"],
    "systemctl": ["status", "start", "stop", "restart", "reload", "enable", "disable", "is-active"],
  ]

  private static let programs: Set<String> = [
    "nginx", "supervisorctl", "systemctl", "psql", "pg_dump", "pg_restore", "rclone", "certbot", "git",
    "crontab",
  ]

  private static func isProgram(_ program: String, _ line: CommandLine) -> Bool {
    programs.contains(program) || (line.words.first == "sudo" && program.hasPrefix("/"))
  }

  private static func name(key: String, _ line: CommandLine, _ section: Section) -> String {
    let slug = section.path.last ?? "runbook"
    let key = TableReading.normal(key)
    if ["commands", "command"].contains(key), line.withoutSudo.count > 1 {
      return "\(line.withoutSudo[1])-\(slug)"
    }
    return "\(key.split(separator: " ").joined(separator: "-"))-\(slug)"
  }
}
