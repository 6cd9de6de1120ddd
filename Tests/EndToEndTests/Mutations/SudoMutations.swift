import SeededNumbers

/// What deploy may run as root without a password.
enum SudoMutations {
  private static let file = "/etc/sudoers.d/deploy"
  private static let gotcha = "needs NOPASSWD sudo"

  static func of(_ service: MutatedService) -> [Mutation] {
    let line = "supervisorctl restart \(service.program)"
    let places = [gotcha, "Commands: sudo supervisorctl", "Reload: sudo nginx", service.row]
    func narrow(_ kind: String, _ words: String) -> Mutation {
      sudo(
        kind, of: service.app, "echo 'deploy ALL=(root) NOPASSWD: \(words)' >>\(file)", ["sudo-narrow"],
        places
      )
      .accepting("warning")
    }
    func lacking(_ kind: String, _ expression: String) -> Mutation {
      sudo(kind, of: service.app, "edit '\(expression)' \(file)", ["sudo-allows-jobs"], places)
    }
    return [
      lacking("sudo-lacks-a-restart", "\\|\(line)$|d"),
      lacking("sudo-names-another-program", "s|\(line)$|supervisorctl restart \(service.app)|"),
      lacking("sudo-spells-another-path", "\\|\(line)$|s|/usr/bin/|/usr/local/bin/|"),
      lacking("sudo-asks-for-a-password", "\\|\(line)$|s|NOPASSWD: ||"),
      lacking("sudo-runs-as-another", "\\|\(line)$|s|\\(root\\)|(www-data)|"),
      narrow("sudo-allows-everything", "ALL"),
      narrow("sudo-allows-any-subcommand", "/usr/bin/supervisorctl"),
      narrow("sudo-allows-any-program", "/usr/bin/supervisorctl restart *"),
      narrow("sudo-allows-a-shell", "/bin/bash"),
    ]
  }

  static var ofFile: [Mutation] {
    let places = [gotcha]
    let checks = ["sudo-file-read", "sudo-allows-jobs"]
    return [
      sudo("sudo-file-gone", "rm \(file)", checks, places),
      sudo("sudo-file-open", "chmod 666 \(file)", checks, places),
      sudo("sudo-file-of-another", "chown deploy \(file)", checks, places),
      sudo("sudo-file-broken", "echo 'deploy ALL=(root) NOPASSWD /usr/bin/id' >>\(file)", checks, places),
      Mutation(
        "sudo-file-with-a-dot", of: file, keeping: [file, "\(file).conf"], breaks: "mv \(file) \(file).conf",
        tells: "sudo-file-read", "sudo-allows-jobs", at: gotcha),
      Mutation(
        "sudo-folder-not-included", of: "/etc/sudoers", keeping: ["/etc/sudoers"],
        breaks: "edit '/includedir/d' /etc/sudoers", tells: "sudo-file-read", "sudo-allows-jobs",
        at: gotcha),
    ]
  }

  private static func sudo(
    _ kind: String, of subject: String = file, _ breaks: String, _ checks: [String], _ lines: [String]
  ) -> Mutation {
    var mutation = Mutation(kind, of: subject, keeping: [file], breaks: breaks, tells: "", at: "")
    mutation.expected.checks = checks
    mutation.expected.lines = lines
    return mutation
  }
}
