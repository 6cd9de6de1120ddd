import ServerFacts

extension ExampleServer {
  static let scriptClaim = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  static let markedScriptClaim =
    "## Cron (deploy user)\n                 ↓\n- 03:00 nightly: /home/deploy/nightly.sh"
  static let services =
    "| App | Port | Supervisor | Directory |\n|---|---|---|---|\n| luci | 3004 | site-luci | /var/www/luci |\n\n"

  /// The example's server, whose nightly job has this text.
  static func script(_ text: String) -> ExampleServer {
    .with {
      $0.files["/home/deploy/nightly.sh"] = (FileAttributes(kind: .file, mode: 0o755, uid: 1000), text)
    }
  }

  static let scriptUnseen = ExampleServer.with { $0.refused = [.text(path: "/home/deploy/nightly.sh")] }
}
