/// Which commands never end by themselves, and which want a person at a terminal.
enum TerminalUse {
  /// One such use: the rule's words select it.
  private struct Use: Sendable {
    var subcommands: [[String]]
    var options: [String]
    var without: [String]

    init(_ subcommands: String = "", with options: String = "", without: String = "") {
      self.subcommands = subcommands.split(separator: " ").map { $0.split(separator: "/").map(String.init) }
      self.options = options.split(separator: " ").map(String.init)
      self.without = without.split(separator: " ").map(String.init)
    }

    func matches(_ arguments: Arguments) -> Bool {
      let rule = CatalogueRule.observes(
        subcommands.map { $0.joined(separator: "/") }.joined(separator: " "),
        with: options.joined(separator: " "), "")
      return arguments.matches(rule) && !without.contains(where: arguments.has)
    }
  }

  private static let endless: [String: [Use]] = [
    "tail": [Use(with: "-f -F --follow")], "head": [], "less": [Use(with: "+F")], "multitail": [Use()],
    "journalctl": [Use(with: "-f --follow")], "dmesg": [Use(with: "-w -W --follow")],
    "docker": [
      Use("logs container/logs service/logs", with: "-f --follow"), Use("stats", without: "--no-stream"),
      Use("events"), Use("attach"),
    ],
    "docker compose": [
      Use("logs", with: "-f --follow"), Use("up", without: "-d --detach --wait --no-start"),
      Use("events watch attach"),
      Use("stats", without: "--no-stream"),
    ],
    "kubectl": [Use("logs", with: "-f --follow"), Use("get", with: "-w --watch"), Use("port-forward proxy")],
    "pm2": [Use("logs log", without: "--nostream"), Use("monit monitor dashboard imonit")],
    "supervisorctl": [Use("tail", with: "-f"), Use("fg")], "supervisord": [Use(with: "-n --nodaemon")],
    "watch": [Use()], "top": [Use(without: "-b -n -l")], "htop": [Use()], "btop": [Use()], "atop": [Use()],
    "glances": [Use()], "iotop": [Use(without: "-n -b")], "iftop": [Use(without: "-t")], "nethogs": [Use()],
    "ctop": [Use()], "nmon": [Use()], "vmstat": [], "ping": [Use(without: "-c -n")],
    "mtr": [Use(without: "-r -c --report")],
    "tcpdump": [Use(without: "-c")], "python": [Use(with: "-m=http.server"), Use("manage.py/runserver")],
    "redis-cli": [Use("monitor"), Use("subscribe psubscribe"), Use(with: "--stat --latency")],
    "heroku": [Use("logs", with: "-t --tail")], "fly": [Use("logs", without: "-n --no-tail")],
    "wrangler": [Use("tail dev")], "vercel": [Use("dev"), Use("logs", with: "-f --follow")],
    "aws": [Use("logs/tail", with: "--follow")], "stern": [Use()],
    "php": [
      Use("artisan/serve artisan/queue:work artisan/queue:listen artisan/schedule:work artisan/horizon"),
      Use(with: "-S"),
    ],
    "nodemon": [Use()], "systemd-cgtop": [Use()], "socat": [Use()], "yes": [Use()], "k9s": [Use()],
    "rails": [Use("server s")], "flask": [Use("run")], "caddy": [Use("run")],
  ]

  private static let interactive: [String: [Use]] = [
    "nano": [Use()], "psql": [Use(without: "-c --command -f --file -l --list -V --version")],
    "mysql": [Use(without: "-e --execute -V --version")], "redis-cli": [], "top": [Use(without: "-b -l")],
    "htop": [Use()],
    "btop": [Use()], "atop": [Use()], "nmon": [Use()], "ctop": [Use()], "k9s": [Use()], "less": [Use()],
    "more": [Use()],
    "most": [Use()], "visudo": [Use(without: "-c --check")], "vipw": [Use()], "sudoedit": [Use()],
    "crontab": [Use(with: "-e")],
    "git": [Use("rebase", with: "-i --interactive"), Use("add", with: "-p -i --patch")],
    "systemctl": [Use("edit")], "kubectl": [Use("edit"), Use("exec run attach", with: "-i --stdin")],
    "docker": [Use("attach")], "mysql_secure_installation": [Use()], "cfdisk": [Use()],
    "fdisk": [Use(without: "-l --list")],
    "parted": [Use(without: "-s --script -l --list")], "passwd": [Use(without: "-S -d -l -u")],
    "raspi-config": [Use()],
    "sftp": [Use(without: "-b")], "ftp": [Use()], "telnet": [Use()], "su": [Use(without: "-c --command")],
    "tmux": [Use("attach a new new-session", without: "-d")], "screen": [Use(with: "-r -x -RR")],
    "gdb": [Use()],
    "mongosh": [Use(without: "--eval -f --file")], "rails": [Use("console c dbconsole")], "nmtui": [Use()],
    "ncdu": [Use(without: "-o")], "lnav": [Use()], "mc": [], "pm2": [Use("monit monitor dashboard")],
    "php": [Use("artisan/tinker")],
    "python": [Use("manage.py/shell manage.py/dbshell manage.py/createsuperuser")],
    "dpkg-reconfigure": [Use(without: "-f --frontend")], "screen2": [], "lazydocker": [Use()],
    "lazygit": [Use()],
    "ssh-keygen": [Use(without: "-N -l -F -y -R -f")], "bash": [],
    "sudo": [Use(with: "-i -s --login --shell")],
  ]

  /// With nothing behind them they open a prompt.
  private static let prompts: Set<String> = [
    "psql", "mysql", "mariadb", "redis-cli", "valkey-cli", "mongosh", "mongo", "sh", "bash", "zsh", "ksh",
    "dash", "ash", "fish",
    "python", "python3", "node", "irb", "php", "sftp", "ftp", "sqlcmd", "clickhouse-client", "cqlsh", "su",
    "screen", "tmux",
    "supervisorctl", "nmcli", "ssh", "powershell", "pwsh", "cmd", "iex", "ghci", "bc", "gdb", "telnet",
  ]

  static func isEndless(_ command: SimpleCommand) -> Bool {
    nested(command).contains { uses($0, endless) }
  }

  static func isInteractive(_ command: SimpleCommand) -> Bool {
    if command.isFed { return false }
    return nested(command).contains { uses($0, interactive) || isPrompt($0) }
  }

  private static func isPrompt(_ command: SimpleCommand) -> Bool {
    guard let name = command.program, let (program, arguments) = EffectCatalogue.entry(command) else {
      return false
    }
    if ["redis-cli", "valkey-cli", "sqlite3"].contains(name) {
      let enough = name == "sqlite3" ? 2 : 1
      return arguments.operands.count < enough && !arguments.has("--stat") && !arguments.has("--scan")
        && !arguments.has("--version") && !arguments.has("--latency") && !arguments.has("--bigkeys")
        && !arguments.has("--rdb")
        && !arguments.has("--pipe") && !arguments.has("--eval") && !arguments.has("-x")
    }
    if name == "ssh" {
      return RemoteText.of(command) == nil
        && !["-N", "-V", "-G", "-Q", "-O", "-f"].contains { arguments.has($0) }
    }
    if program.names.contains("nano") || name == "vim" { return true }
    guard prompts.contains(name) else { return false }
    if RemoteText.shells.contains(name) {
      return arguments.operands.isEmpty && RemoteText.of(command) == nil && !arguments.has("--version")
        && !arguments.has("-s")
    }
    return arguments.words.isEmpty
      || (["python", "python3", "node"].contains(name) && arguments.words.allSatisfy { $0.text == "-i" })
  }

  private static func uses(_ command: SimpleCommand, _ table: [String: [Use]]) -> Bool {
    guard let name = command.program, let (program, arguments) = EffectCatalogue.entry(command) else {
      return false
    }
    let uses = table[program.names.contains("docker compose") ? "docker compose" : name]
    return (uses ?? table[program.name])?.contains { $0.matches(arguments) } ?? false
  }

  /// The command and what it runs with words: `docker exec -it db psql`.
  static func nested(_ command: SimpleCommand) -> [SimpleCommand] {
    var commands = [command]
    while commands.count < ShellReader.deepest, let outer = commands.last,
      let (program, arguments) = EffectCatalogue.entry(outer),
      let runs = program.rules.first(where: arguments.matches)?.runs,
      case .command(let inner) = InnerCommand(runs, arguments, outer)
    {
      commands.append(inner)
    }
    return commands
  }
}
