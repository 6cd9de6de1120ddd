import SeededNumbers

/// A runbook that says what is not so.
enum RunbookMutations {
  private static let file = "/srv/runbook/AGENTS.md"

  private static func edited(
    _ kind: String, _ subject: String, _ expression: String, _ checks: String..., at lines: [String]
  ) -> Mutation {
    var mutation = Mutation(
      kind, of: subject, keeping: [file], breaks: "edit '\(expression)' \(file)", tells: "",
      as: ["error", "warning"], at: "")
    mutation.expected.checks = checks
    mutation.expected.lines = lines
    return mutation
  }

  static func of(_ service: MutatedService, _ random: inout SeededRandom) -> [Mutation] {
    let app = service.app, row = [service.row], other = service.other
    let spare = Int.random(in: 3100...3700, using: &random)
    return [
      edited(
        "runbook-wrong-port", app, "/^. \(app) /s/\(service.port)/\(spare)/", "port-listens", "port-in-force",
        at: row),
      edited(
        "runbook-port-twice", app, "/^. \(app) /s/\(service.port)/\(other.port)/", "ports-distinct",
        at: row + [other.row]),
      edited(
        "runbook-port-impossible", app, "/^. \(app) /s/\(service.port)/70\(service.port)/", "port-listens",
        "services", at: row),
      edited("runbook-wrong-program", app, "s/site-\(app)/www-\(app)/", "program-known", at: row),
      edited(
        "runbook-program-twice", app, "s/site-\(app) */site-\(other.app) /", "programs-distinct",
        at: row + [other.row]),
      edited(
        "runbook-wrong-host", app, "s/\(app).example/\(app).invalid/", "vhost-enabled", "vhost-listens",
        "host-answers", at: row),
      edited("runbook-wrong-folder", app, "s|/var/www/\(app)|/srv/www/\(app)|", "program-directory", at: row),
      edited(
        "runbook-folder-of-another", app, "s|/var/www/\(app)|/var/www/\(other.app)|", "program-directory",
        at: row),
      edited(
        "runbook-row-lost", app, "/^. \(app) /d", "program-listed", "vhost-listed",
        at: ["| App ", "## Sites", "| ", "## Supervisor", "Config dir", "## Nginx", "Config root"]
      ).telling(1...2).accepting("note"),
      edited(
        "runbook-row-of-nothing", app,
        "/^. \(app) /{p;s/\(app)/ghost/g;s/\(service.port)/\(spare)/}", "program-known", at: ["| ghost "]),
      edited(
        "runbook-cell-lost", app, "/^. \(app) /s/ \(service.port) /      /", "missing-cell", at: row
      ).accepting("note"),
      edited(
        "runbook-name-misspelt", app, "$a Then `sudo supervisorctl restart \(app)`, after each change.",
        "unknown-name",
        at: ["Then `sudo supervisorctl"]
      ).accepting("note"),
    ]
  }

  static func of(_ job: MutatedJob, _ random: inout SeededRandom) -> [Mutation] {
    let hour = Int.random(in: 5...22, using: &random)
    return [
      edited(
        "runbook-wrong-hour", job.name,
        "s/^- \(job.clock) nightly/- \(hour < 10 ? "0" : "")\(hour):15 nightly/", "job-scheduled",
        at: [job.line]),
      edited(
        "runbook-wrong-frequency", job.name, "s/^- \(job.clock) nightly/- Mondays \(job.clock)/",
        "job-scheduled", at: [job.script]),
      edited(
        "runbook-wrong-script", job.name,
        "s|nightly: \(job.script)|nightly: /home/deploy/scripts/x-\(job.name).sh|",
        "job-scheduled", "script-runnable", at: ["x-\(job.name).sh"]),
      edited(
        "runbook-job-lost", job.name, "\\|nightly: \(job.script)|d", "job-listed",
        at: ["## Cron", "nightly: "]
      ).accepting("note"),
    ]
  }

  static func all(_ random: inout SeededRandom) -> [Mutation] {
    values + shape + restore(&random)
  }

  private static var values: [Mutation] {
    [
      edited(
        "runbook-wrong-certificate", "TLS", "/^- Certificate/s/origin.pem/origins.pem/", "certificate-exists",
        at: ["origins.pem"]),
      edited(
        "runbook-wrong-key", "TLS", "/^- Key/s/origin.key/origins.key/", "certificate-exists",
        "certificate-fits-key", "certificate-key-private", at: ["origins.key"]),
      edited(
        "runbook-wrong-sites-folder", "Nginx", "s/sites-enabled/sites-on/", "configuration-folder-exists",
        at: ["sites-on"]),
      edited(
        "runbook-wrong-programs-folder", "Supervisor", "s/conf.d/programs.d/", "configuration-folder-exists",
        at: ["programs.d"]),
      edited(
        "runbook-wrong-sudo-file", "Gotchas", "s|sudoers.d/deploy|sudoers.d/deployer|", "sudo-file-read",
        "protected-path-exists", at: ["deployer"]),
      edited(
        "runbook-protects-what-is-gone", "Gotchas", "/do not delete/s/origin.pem/chain.pem/",
        "protected-path-exists", "certificate-exists", at: ["chain.pem"]),
      edited(
        "runbook-wrong-account", "Cron", "s/Cron \\(deploy user\\)/Cron (www-data user)/", "job-scheduled",
        "crontab-read", at: ["## Cron", "nightly: "]
      ).telling(1...2),
    ]
  }

  private static var shape: [Mutation] {
    let conflict = #"s/^- Key:.*/<<<<<<< HEAD\n&\n=======\n&\n>>>>>>> theirs/"#
    return [
      edited("runbook-column-misspelt", "Sites", "s/\\| Port /| Prot /", "column-name", at: ["| Prot "])
        .accepting("note"),
      edited(
        "runbook-section-twice", "TLS",
        "$a ## TLS\\n- Certificate: /etc/ssl/cloudflare/origin.pem\\n- Key: /etc/ssl/cloudflare/origin.key",
        "repeated-section", at: ["## TLS"]
      ).accepting("note"),
      edited(
        "runbook-section-empty", "TLS", "/^- (Certificate|Key|Provider):/d", "empty-section",
        "sections-present", at: ["## TLS"]
      ).accepting("note"),
      edited(
        "runbook-section-lost", "Cron", "/^## Cron/,/^## TLS/{/^## TLS/!d}", "sections-present", "job-listed",
        at: ["#", "| jumpinotech "]
      ).accepting("note"),
      edited("runbook-unmerged", "TLS", conflict, "conflict-markers", at: ["<<<<<<<", "=======", ">>>>>>>"]),
      edited(
        "runbook-with-a-password", "Database", "s/^- Database: appdb/&\\n- Password: s3cr3t-Horse-77/",
        "secret-in-file", at: ["Password"]
      ).accepting("note"),
    ]
  }

  private static func restore(_ random: inout SeededRandom) -> [Mutation] {
    let name = ["appdata", "app_db", "main"].randomElement(using: &random) ?? "main"
    return [
      edited(
        "runbook-wrong-database", "Database", "s/^- Database: appdb/- Database: \(name)/", "database-usable",
        at: [name]),
      edited(
        "runbook-wrong-remote", "Database", "s/^- Dumps: r2:/- Dumps: b2:/", "backup-remote-reachable",
        at: ["b2:"]),
      edited(
        "runbook-wrong-bucket", "Database", "s|^(- Dumps: r2:my-backups/)postgres|\\1mysql|",
        "backup-remote-reachable", "backup-fresh", at: ["mysql"]),
      edited(
        "runbook-wrong-record", "Database", "s/rehearsals.log/rehearsal.log/", "restore-rehearsed",
        at: ["rehearsal.log"]),
      edited(
        "runbook-restores-into-the-live-database", "Database", "/^5\\. /s/appdb_restore$/appdb/",
        "restore-beside", at: ["5. "]),
      edited(
        "runbook-restore-fetches-nothing", "Database", "/^2\\. /s/appdb-STAMP.sql.gz/db_backup_STAMP.sql.gz/",
        "restore-steps-hold", at: ["2. "]),
    ]
  }
}
