import ServerFacts

/// Programs that make their caller root when sudo lets it choose the words (gtfobins.github.io lists how).
enum RootPrograms {
  /// nil where the grant is a whole command line, or of a program that is not known to be one.
  static func reason(_ grant: SudoGrant) -> String? {
    if grant.program == "ALL" { return "every program" }
    let name = grant.program.split(separator: "/").last.map(String.init) ?? grant.program
    if grant.program.hasSuffix("/") { return "every program of a folder" }
    guard let arguments = grant.arguments else { return free[name] }
    guard arguments != "\"\"", arguments.contains("*") || arguments.contains("?") else { return nil }
    return free[name].map { "a pattern matches several words: \($0)" }
  }

  private static let free: [String: String] = {
    var reasons = [
      "supervisorctl": "with -c it loads a plug-in of the caller's", "systemctl": "it edits and links units",
      "nginx": "with -c it loads a module of the caller's", "service": "it runs whatever a path leads to",
      "docker": "a container can mount /", "podman": "a container can mount /",
      "git": "it starts hooks and pagers",
      "journalctl": "its pager starts a shell", "apt": "it runs scripts of packages",
      "apt-get": "it runs scripts of packages", "dpkg": "it runs scripts of packages",
      "crontab": "it writes root's crontab", "visudo": "it writes what sudo grants",
      "mount": "it covers any folder",
      "su": "it starts a shell", "certbot": "it runs hooks",
      "rsync": "it starts programs and writes any file",
      "tar": "it starts programs and writes any file", "find": "it starts programs",
    ]
    for name in ["bash", "sh", "dash", "zsh", "env", "xargs", "nohup", "nice", "timeout", "watch", "ssh"] {
      reasons[name] = "it starts a shell"
    }
    for name in ["python", "python3", "perl", "ruby", "node", "php", "awk", "gawk", "lua", "npm", "make"] {
      reasons[name] = "it runs a program of the caller's"
    }
    for name in ["vi", "vim", "nano", "emacs", "ed", "less", "more", "man"] {
      reasons[name] = "it starts a shell"
    }
    for name in ["cp", "mv", "tee", "dd", "install", "ln", "chown", "chmod", "sed", "rclone"] {
      reasons[name] = "it writes any file"
    }
    return reasons
  }()
}
