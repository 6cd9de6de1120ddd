import ServerFacts

/// What the examples of checkouts share: `/var/www/luci` on main, as its upstream has it, updated each night.
enum DeployExamples {
  static let folder = "/var/www/luci"
  static let status = Look.command(.gitStatus(folder: folder))
  static let upstream = Look.command(.gitUpstream(folder: folder, remote: "origin", branch: "main"))
  static let script = "/home/deploy/nightly-update.sh"

  static let runbook = """
    | App  | Port | Directory     |
    |------|------|---------------|
    | luci | 3004 | /var/www/luci |

    ## Cron (deploy user)
    - 03:30 nightly: /home/deploy/nightly-update.sh
    """

  /// The same with the arrow over the folder.
  static let marked = runbook.replacing("| luci", with: "                ↓\n| luci")

  static let tracked = ["oid 52f3872f", "head main", "upstream origin/main", "ab +0 -0"]

  static func server(
    _ branch: [String] = tracked, changes: String = "", upstream commit: String = "52f3872f",
    script text: String = "#!/bin/bash\ncd /var/www/luci && git pull\n"
  ) -> ExampleServer {
    let header = branch.map { "# branch.\($0)\n" }.joined()
    return .with {
      $0.looks[status] = .output(CommandOutput(status: 0, output: header + changes))
      $0.looks[upstream] = .output(CommandOutput(status: 0, output: "\(commit)\trefs/heads/main\n"))
      $0.looks[.text(path: script)] = .text(text)
    }
  }

  static let blind = ExampleServer.with {
    $0.refused = [status]
    $0.looks[.text(path: script)] = .text("#!/bin/bash\n")
  }
}
