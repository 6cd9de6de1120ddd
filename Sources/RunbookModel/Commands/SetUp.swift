import Findings

/// Tells the steps of a first installation from what is done every day. They are kept in procedures and never
/// offered.
enum SetUp {
  private static let titles = PhraseSet([
    "install", "setup", "set up", "setting", "quickstart", "prerequisite", "requirements", "bootstrap",
    "provisioning",
    "getting started", "initial", "first ", "onboarding", "dependencies", "einrichtung", "voraussetzungen",
    "instalaci",
    "requisitos", "prérequis", "prerequis", "instalação", "установк", "настройк", "安装", "環境構築",
    "configuration",
    "preparation", "from scratch",
  ])

  private static let installers: Set<String> = [
    "apt", "apt-get", "dnf", "yum", "apk", "brew", "snap", "pacman", "dpkg", "pip", "pip3", "gem", "gpg",
    "wget", "adduser", "useradd",
    "usermod", "mkdir", "chmod", "chown", "ln", "cp", "mv", "tee", "add-apt-repository", "apt-key",
    "ssh-keygen", "ssh-copy-id", "git",
    "touch", "nano", "vim", "vi", "tar", "unzip", "groupadd", "update-alternatives", "corepack", "nvm",
    "choco", "winget",
  ]

  /// `isTitled`: the command stands under a heading of that kind.
  static func isSetUp(_ line: CommandLine, isTitled: Bool) -> Bool {
    guard let command = line.commands.first, let program = command.program else { return false }
    if copiesExample(command, program) || writesCrontab(line) || runsDownload(line) { return true }
    guard isTitled, installers.contains(program) else { return false }
    switch program {
    case "git": return command.arguments.first?.text == "clone"
    default: return true
    }
  }

  static func isSetUpTitle(_ title: String) -> Bool { titles.isIn(title) }

  /// `echo "0 3 * * * x" | crontab -` replaces a whole crontab with its one line.
  private static func writesCrontab(_ line: CommandLine) -> Bool {
    line.commands.contains { $0.program == "crontab" && $0.arguments.contains { $0.text == "-" } }
  }

  /// `curl https://get.example.net | sh` runs whatever lies there that day.
  private static func runsDownload(_ line: CommandLine) -> Bool {
    let programs = line.commands.compactMap(\.program)
    guard let fetch = programs.firstIndex(where: { ["curl", "wget"].contains($0) }) else { return false }
    return line.commands.dropFirst(fetch + 1).contains { command in
      command.isFed && command.program.map { ["sh", "bash", "zsh", "dash", "ksh"].contains($0) } ?? false
    }
  }

  /// `cp .env.example .env` writes over the real one when it is done a second time.
  private static func copiesExample(_ command: SimpleCommand, _ program: String) -> Bool {
    guard program == "cp" || program == "copy" || program == "mv", command.arguments.count >= 2 else {
      return false
    }
    return ExampleValue.isTemplate(command.arguments[command.arguments.count - 2].text)
  }
}
