/// A site of the demo server, and where its things lie.
struct MutatedService: Sendable {
  var app: String
  var port: Int

  static let all = [
    MutatedService(app: "jumpinotech", port: 3001), MutatedService(app: "wegweiserlife", port: 3002),
    MutatedService(app: "nearyou", port: 3003), MutatedService(app: "luci", port: 3004),
  ]

  var program: String { "site-\(app)" }
  var configuration: String { "/etc/supervisor/conf.d/site-\(app).conf" }
  var link: String { "/etc/nginx/sites-enabled/\(app)" }
  var site: String { "/etc/nginx/sites-available/\(app)" }
  var folder: String { "/var/www/\(app)" }
  var server: String { "/var/www/\(app)/dist/server.js" }
  var upstream: String { "/srv/git/\(app).git" }
  /// The start of its line in the runbook.
  var row: String { "| \(app) " }
  /// The service after it.
  var other: MutatedService {
    let place = Self.all.firstIndex { $0.app == app } ?? 0
    return Self.all[(place + 1) % Self.all.count]
  }
}

/// A job of the demo server's crontab.
struct MutatedJob: Sendable {
  var name, time: String
  /// The time as the runbook has it.
  var clock: String

  static let all = [
    MutatedJob(name: "db-backup", time: "0 2 * * *", clock: "02:00"),
    MutatedJob(name: "nightly-update", time: "30 3 * * *", clock: "03:30"),
  ]

  static let crontab = "/var/spool/cron/crontabs/deploy"

  var script: String { "/home/deploy/scripts/\(name).sh" }
  var log: String { "/home/deploy/logs/\(name).log" }
  /// Its line in the runbook.
  var line: String { "nightly: \(script)" }
  /// What precedes it in the crontab, for sed.
  var pattern: String { time.replacing("*", with: #"\*"#) }
}
