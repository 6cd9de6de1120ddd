import SeededNumbers

/// What supervisord runs and what its files say.
enum SupervisorMutations {
  static func of(_ service: MutatedService, _ random: inout SeededRandom) -> [Mutation] {
    let account = ["root", "www-data", "nobody"].randomElement(using: &random) ?? "root"
    return states(service) + settings(service, account) + files(service)
  }

  private static func states(_ service: MutatedService) -> [Mutation] {
    let app = service.app, row = service.row, program = service.program, conf = service.configuration
    return [
      Mutation(
        "program-stopped", of: app, breaks: "supervisorctl stop \(program)",
        mends: "supervisorctl start \(program)", tells: "program-runs", at: row),
      Mutation(
        "program-absent", of: app, keeping: [conf],
        breaks: "edit 's|^command=.*|command=/usr/bin/absent|' \(conf)\nupdate", mends: "update",
        tells: "program-runs", "program-command", at: row),
      Mutation(
        "program-renamed", of: app, keeping: [conf],
        breaks: "edit 's/program:site-\(app)/program:\(app)/' \(conf)\nupdate", mends: "update",
        tells: "program-known", at: row),
      Mutation(
        "program-removed", of: app, keeping: [conf], breaks: "rm \(conf)\nupdate", mends: "update",
        tells: "program-known", at: row),
      Mutation(
        "program-unlisted", of: "worker", keeping: ["/etc/supervisor/conf.d/worker.conf"],
        breaks: """
          sed 's/site-\(app)/worker/; s/PORT="\(service.port)"/PORT="3998"/' \(conf) >/etc/supervisor/conf.d/worker.conf
          update
          """, mends: "update", tells: "program-listed", as: ["error", "warning", "note"],
        at: "| App ", row, "## Sites", "| luci ", "## Supervisor", "Config dir"),
      Mutation(
        "program-in-a-group", of: app, keeping: [conf],
        breaks: "printf '\\n[group:web]\\nprograms=\(program)\\n' >>\(conf)\nupdate", mends: "update",
        tells: "program-known", "program-runs", at: row),
    ]
  }

  private static func settings(_ service: MutatedService, _ account: String) -> [Mutation] {
    let app = service.app, row = service.row, conf = service.configuration, folder = service.folder
    return [
      Mutation(
        "not-started-at-boot", of: app, keeping: [conf],
        breaks:
          "edit 's/^autostart=true/autostart=false/' \(conf)\nupdate\nsupervisorctl start \(service.program)",
        mends: "update", tells: "program-comes-back", as: ["error", "warning"], at: row),
      Mutation(
        "not-restarted-when-it-dies", of: app, keeping: [conf],
        breaks: "edit 's/^autorestart=true/autorestart=false/' \(conf)\nupdate", mends: "update",
        tells: "program-comes-back", as: ["error", "warning"], at: row),
      Mutation(
        "runs-as-another", of: app, keeping: [conf],
        breaks: "edit 's/^user=deploy/user=\(account)/' \(conf)\nupdate\nlistening \(service.port)",
        mends: "update",
        tells: "program-user", as: ["error", "warning"], at: row),
      Mutation(
        "user-not-there", of: app, keeping: [conf], breaks: "edit 's/^user=deploy/user=deplyo/' \(conf)",
        tells: "program-user", "program-configuration-loaded", "program-configuration-readable", at: row,
        "Config dir: /etc/supervisor"),
      Mutation(
        "runs-elsewhere", of: app, keeping: [conf, "\(folder)-copy"],
        breaks:
          "cp -a \(folder) \(folder)-copy\nedit 's|^directory=.*|&-copy|' \(conf)\nupdate\nlistening \(service.port)",
        mends: "update", tells: "program-directory", as: ["error", "warning"], at: row),
      Mutation(
        "command-changed-and-not-loaded", of: app, keeping: [conf],
        breaks: "edit 's|^command=.*|command=/usr/bin/node dist/other.js|' \(conf)",
        tells: "program-configuration-loaded", "program-command", as: ["error", "warning"], at: row),
      Mutation(
        "command-file-gone", of: app, keeping: [service.server], breaks: "rm \(service.server)",
        tells: "program-command", "release-runs", "build-passed", as: ["error", "warning"], at: row),
    ]
  }

  private static func files(_ service: MutatedService) -> [Mutation] {
    let app = service.app, row = service.row, conf = service.configuration
    let folder = "Config dir: /etc/supervisor/conf.d/"
    return [
      Mutation(
        "program-file-put-aside", of: app, keeping: [conf, "\(conf).off"], breaks: "mv \(conf) \(conf).off",
        tells: "program-configuration-loaded", "program-comes-back", as: ["error", "warning"], at: row),
      Mutation(
        "program-file-broken", of: app, keeping: [conf], breaks: "edit '1s/\\]//' \(conf)",
        tells: "program-configuration-readable", "program-configuration-loaded", at: row, folder,
        "## Supervisor"),
      Mutation(
        "program-file-mangled", of: app, keeping: [conf], breaks: "echo 'this is no setting' >>\(conf)",
        tells: "program-configuration-readable", "program-configuration-loaded", at: row, folder,
        "## Supervisor"),
      Mutation(
        "supervisor-socket-gone", of: "supervisord",
        breaks: "mv /run/supervisor.sock /run/away.sock", mends: "mv /run/away.sock /run/supervisor.sock",
        tells: "supervisor-answers", at: "## Supervisor", folder, "Commands: sudo supervisorctl",
        "| jumpinotech "),
      Mutation(
        "supervisor-folder-gone", of: "supervisord",
        breaks: "mv /etc/supervisor/conf.d /etc/supervisor/away",
        mends: "mv /etc/supervisor/away /etc/supervisor/conf.d", tells: "configuration-folder-exists",
        "program-configuration-readable",
        "program-configuration-loaded", at: folder, "## Supervisor"),
    ]
  }
}
