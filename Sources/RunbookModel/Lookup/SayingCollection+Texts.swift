import Findings

/// What the texts of commands and rows say of them.
extension SayingCollection {
  /// A command and its options: `--nginx` says how it is done, and not what it is done to.
  static func parted(_ template: String) -> (words: String, options: String) {
    guard template.contains(" -") else { return (template, "") }
    let words = template.split(separator: " ")
    return (
      words.filter { !$0.hasPrefix("-") }.joined(separator: " "),
      words.filter { $0.hasPrefix("-") }.joined(separator: " ")
    )
  }

  /// What an item says below its first line, where that only leads to it: "Rollback:" and how it is done.
  static func withoutLead(_ item: Range<Int>, _ words: String) -> Range<Int> {
    let line = words.firstLine
    guard line.last == ":", line.utf8.count < words.utf8.count else { return item }
    return (item.lowerBound + line.utf8.count + 1)..<item.upperBound
  }

  /// To deploy the latest code of the app is to deploy: the name of a procedure without what goes without saying.
  static func plain(_ slug: String) -> String {
    slug.split(separator: "-").filter { !implied.contains($0) }.joined(separator: "-")
  }

  private static let implied = WordTable(
    "latest newest new current code version the of to app application site website project stack")

  /// "Dry run; will not reboot" is said of no reboot.
  static func withoutDenied(_ remark: String) -> String {
    let words = remark.split(separator: " ")
    guard let place = words.firstIndex(where: { Fillers.negations.contains($0.lowercased()) }) else {
      return remark
    }
    return (words[..<place] + words[place...].dropFirst(3)).joined(separator: " ")
  }

  /// A command without what is put into it: `$old_user_pool` makes it no command about users.
  static func fixed(_ template: String) -> String {
    guard template.utf8.contains(where: { $0 == 0x24 || $0 >= 0x80 }) else { return template }
    let words = template.split(separator: " ").filter { !$0.hasPrefix("$") && !$0.hasPrefix("‹") }
    return words.map(String.init).joined(separator: " ")
  }

  /// As it is written; with its program where the text leaves that to the words before it: `| restart
  /// <name>`.
  static func whole(_ command: StatedCommand) -> String {
    let text = command.source.value
    let first = command.line.template.prefix { $0 != " " }
    let isBarred =
      text.utf8.contains(UInt8(ascii: "|")) && text.contains(" | ") && !command.line.template.contains(" | ")
    let isNamed = text.hasPrefix(first) || text.contains(first)
    return isNamed && !isBarred ? text : command.line.template
  }

  /// `ls -lh /srv/dumps`, `borg list /mnt/repo`: what it is called on shows where those things lie.
  static func lists(_ line: String) -> Bool {
    // A branch of a drawn tree.
    if line.contains("── ") { return true }
    let words = Spelling.words(String(line.prefix(60))).map(\.text).drop { $0 == "sudo" }
    guard let program = words.first else { return false }
    return lister.contains(program)
      || archivers.contains(program)
        && words.dropFirst().prefix(2).contains {
          lister.contains($0)
        }
  }

  private static let lister: Set<String> = [
    "ls", "ll", "du", "tree", "tail", "less", "list", "lsf", "lsl", "snapshots",
  ]
  private static let archivers: Set<String> = ["aws", "borg", "rclone", "restic", "mc", "s3cmd", "gsutil"]

  /// `docker compose restart`: no service is named, and all are meant.
  static func namesNone(_ line: CommandLine) -> Bool {
    guard line.commands.count == 1, let command = line.commands.first, let program = command.program else {
      return false
    }
    let words = command.words.map(\.text).drop { $0 != program }
    let isCompose = program == "docker" && words.dropFirst().first == "compose"
    return (isCompose || program == "docker-compose")
      && words.last { !$0.hasPrefix("-") }.map { ["restart", "stop", "start", "up", "down"].contains($0) }
        ?? false
  }

  /// `nginx -t`, `apachectl configtest`, `caddy validate`, also in a container.
  static func testsConfiguration(_ command: SimpleCommand) -> Bool {
    let words = command.words.compactMap(\.literal)
    return words.indices.dropLast().contains { place in
      switch words[place].split(separator: "/").last {
      case "nginx", "sshd", "httpd": words[place + 1] == "-t"
      case "apachectl", "apache2ctl": words[place + 1] == "configtest"
      case "caddy", "haproxy": words[place + 1] == "validate" || words[place + 1] == "-c"
      case "compose", "docker-compose": words[place + 1] == "config"
      default: false
      }
    }
  }

  /// `ssh ann@10.0.0.4`, and neither `ssh host uptime` nor a bare `ssh -vvv`.
  static func opensShell(_ ssh: SimpleCommand) -> Bool {
    RemoteText.of(ssh) == nil && ssh.arguments.contains { !$0.text.hasPrefix("-") }
      && !ssh.arguments.contains { $0.text == "-T" || $0.text.hasPrefix("git@") }
  }

  /// What the programs that everybody knows are about.
  static let tools: [String: ConceptSet] = [
    "systemctl": [.service], "service": [.service], "supervisorctl": [.service], "pm2": [.service],
    "launchctl": [.service],
    "nssm": [.service], "rc-service": [.service], "docker": [.container], "podman": [.container],
    "psql": [.database],
    "pg_dump": [.database, .backup], "mysql": [.database], "mysqldump": [.database, .backup],
    "sqlite3": [.database],
    "journalctl": [.log], "crontab": [.schedule, .job], "certbot": [.certificate], "ssh": [.host],
  ]
  static let toolKinds = tools.values.joined

  /// The question says every word of a name's remark: "the game server" of `frontier (game server)`.
  func asksAll(_ name: String, but plain: String) -> Bool {
    guard name.utf8.count > plain.utf8.count else { return false }
    let asked = Set(question.words.flatMap(\.keys))
    return Spelling.words(String(name.dropFirst(plain.count))).allSatisfy { asked.contains(Stem.of($0.text)) }
  }

  /// `proxy (TLS for mail)` is no mail: several words in parentheses are said of the thing, one may be its other name.
  static func withoutRemark(_ name: String) -> String {
    guard let open = name.firstRange(of: " ("), name.hasSuffix(")"), open.lowerBound > name.startIndex,
      name[open.upperBound...].dropLast().utf8.contains(0x20)
    else { return name }
    return String(name[..<open.lowerBound])
  }
}
