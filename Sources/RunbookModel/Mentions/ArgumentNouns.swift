/// What the arguments of well-known programs name: `docker logs web` names a container.
enum ArgumentNouns {
  struct Named: Equatable {
    var noun: String
    var value: String
  }

  /// Subcommands whose further words are the things that they act on.
  private static let objects: [String: (noun: String, verbs: Set<String>)] = [
    "systemctl": (
      "unit",
      [
        "status", "start", "stop", "restart", "reload", "enable", "disable", "is-active", "edit", "mask",
        "cat", "show",
      ]
    ),
    "supervisorctl": ("program", ["status", "start", "stop", "restart", "tail", "signal"]),
    "pm2": ("process", ["restart", "stop", "start", "reload", "logs", "delete", "show", "describe"]),
    "docker": (
      "container", ["logs", "exec", "restart", "stop", "start", "inspect", "rm", "kill", "top", "stats"]
    ),
    "podman": ("container", ["logs", "exec", "restart", "stop", "start", "inspect", "rm"]),
    "docker compose": (
      "service", ["logs", "restart", "stop", "start", "up", "exec", "run", "pull", "build"]
    ),
  ]

  /// Options whose word names something, whatever the program.
  private static let options: [String: String] = [
    "-U": "user", "--username": "user", "--dbname": "database", "--repo": "repository",
    "--namespace": "namespace", "-n": "namespace",
    "--stanza": "stanza", "--tags": "tag", "--inventory": "inventory", "--config": "config",
    "--env-file": "env file", "--kubeconfig": "kubeconfig", "--project": "project",
    "--region": "region", "--bucket": "bucket", "--host": "host", "-h": "host", "--port": "port",
    "-servername": "host",
    "-p": "port", "--name": "name",
  ]

  /// Of the command and of what it runs with words: `docker exec db psql -d shop`.
  static func named(_ command: SimpleCommand) -> [Named] {
    guard let program = command.program, handing.contains(program) else { return own(command) }
    let commands = TerminalUse.nested(command)
    guard commands.count > 1 else { return own(command) }
    var found: [Named] = []
    for named in commands.flatMap(own) where !found.contains(named) { found.append(named) }
    return found
  }

  /// What they are given may be a command that runs in a container.
  static let handing: Set<String> = [
    "docker", "podman", "nerdctl", "docker-compose", "podman-compose", "kubectl", "k3s", "oc",
  ]

  private static func own(_ command: SimpleCommand) -> [Named] {
    guard let program = command.program else { return [] }
    var arguments = command.arguments
    var key = program
    if program == "docker", arguments.first?.text == "stack" { key = "docker stack" }
    if program == "docker", arguments.first?.text == "compose" {
      key = "docker compose"
      arguments.removeFirst()
    } else if program == "docker-compose" {
      key = "docker compose"
    }
    var found = optioned(
      key == "docker compose" ? "docker-compose" : key,
      key == "docker compose" ? upToVerb(arguments) : arguments)
    found += arguments.filter(isFile).map { Named(noun: "file", value: $0.text) }
    if let known = objects[key], let verb = arguments.firstIndex(where: { known.verbs.contains($0.text) }) {
      for (word, before) in zip(arguments[(verb + 1)...], arguments[verb...])
      where !word.text.hasPrefix("-") && !valued.contains(before.text) {
        if isName(word) { found.append(Named(noun: known.noun, value: word.text)) }
        if key != "systemctl", key != "supervisorctl" { break }
      }
    }
    if program == "git", let branch = branch(arguments) {
      found.append(Named(noun: "branch", value: branch.text))
    }
    if program == "chown", let owner = arguments.first(where: { !$0.text.hasPrefix("-") }), isOwner(owner) {
      found.append(Named(noun: "owner", value: owner.text))
    }
    if program == "service", let first = arguments.first, isName(first) {
      found.append(Named(noun: "unit", value: first.text))
    }
    if ["createdb", "dropdb"].contains(program), let last = arguments.last, isName(last) {
      found.append(Named(noun: "database", value: last.text))
    }
    return found
  }

  /// `app:www-data`
  private static func isOwner(_ word: Word) -> Bool {
    word.literal != nil && word.text.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
      && word.text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || $0 &- 0x30 < 10 || "-_:.".utf8.contains($0)
      }
  }

  /// `git pull origin main`, `git checkout main`
  private static func branch(_ arguments: [Word]) -> Word? {
    let words = arguments.filter { !$0.text.hasPrefix("-") }
    switch words.first?.text {
    case "pull", "push", "fetch":
      return words.count == 3 && isName(words[1]) && isName(words[2]) && !words[2].text.contains(":")
        ? words[2] : nil
    case "checkout", "switch":
      return words.count == 2 && arguments.count == 2
        && ["main", "master", "develop", "production", "staging"].contains(words[1].text)
        ? words[1] : nil
    default: return nil
    }
  }

  /// `docker compose -f x.yml logs -f web`: behind the verb its options mean something else.
  private static func upToVerb(_ arguments: [Word]) -> [Word] {
    let end = arguments.firstIndex { word in
      objects["docker compose"]?.verbs.contains(word.text) ?? false
        || ["down", "ps", "config"].contains(word.text)
    }
    return Array(arguments[..<(end ?? arguments.count)])
  }

  /// Options of those programs whose next word is a number, a time or a setting.
  private static let valued = [
    "--tail", "-n", "--since", "--until", "-t", "--time", "--timeout", "--lines", "--signal", "-s", "-u",
    "--user", "-w", "--workdir", "-e", "--env", "--format", "--scale", "-a",
  ]

  private static func optioned(_ program: String, _ arguments: [Word]) -> [Named] {
    var found: [Named] = []
    for (word, next) in zip(arguments, arguments.dropFirst())
    where isName(next) || next.text.contains("/") || next.text.hasPrefix(".env") {
      guard let noun = noun(program, word.text) else { continue }
      found.append(Named(noun: noun, value: next.text))
    }
    for word in arguments where word.text.utf8.contains(UInt8(ascii: "=")) {
      let parts = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let noun = noun(program, String(parts[0])) else { continue }
      found.append(Named(noun: noun, value: String(parts[1])))
    }
    return found
  }

  private static func noun(_ program: String, _ option: String) -> String? {
    switch (program, option) {
    case ("journalctl", "-u"), ("journalctl", "-fu"), ("journalctl", "--unit"): "unit"
    case ("psql", "-d"), ("pg_restore", "-d"), ("pg_dump", "-d"), ("mysql", "-D"): "database"
    case ("mysql", "-u"), ("mysqldump", "-u"), ("crontab", "-u"): "user"
    case ("createdb", "-O"), ("createdb", "--owner"): "owner"
    case ("docker-compose", "-p"), ("docker-compose", "--project-name"): "project"
    case ("tmux", "-t"), ("tmux", "-s"), ("screen", "-S"), ("screen", "-r"): "session"
    case ("docker-compose", "-f"), ("kubectl", "-f"), ("docker stack", "-c"),
      ("docker stack", "--compose-file"):
      "file"
    case ("ansible-playbook", "-i"): "inventory"
    case ("kubectl", "-n"), ("helm", "-n"): "namespace"
    case (_, "-n"), (_, "-p"), (_, "-h"):
      program.hasPrefix("psql") || program.hasPrefix("pg_") || program == "redis-cli" ? options[option] : nil
    default:
      if option.hasPrefix("--"), option.hasSuffix("-port") {
        "port"
      } else {
        option.hasPrefix("--") || option == "-U" || option == "-servername" ? options[option] : nil
      }
    }
  }

  private static let endings = [
    ".yml", ".yaml", ".txt", ".conf", ".sql", ".dump", ".json", ".toml", ".ini", ".env", ".tf", ".gz", ".zip",
    ".js", ".py", ".plist",
  ]

  /// A file of the working folder: `setup.yml`. One with a folder in front is found as a path.
  private static func isFile(_ word: Word) -> Bool {
    word.literal != nil && !word.text.contains("/") && !word.text.hasPrefix("-") && !word.text.contains(" ")
      && !word.text.contains("*") && endings.contains(where: word.text.hasSuffix)
  }

  private static func isName(_ word: Word) -> Bool {
    guard word.literal != nil, word.text != "all", let first = word.text.unicodeScalars.first else {
      return false
    }
    return first.properties.isAlphabetic || word.text.allSatisfy(\.isNumber) && word.text.count > 1
  }
}
