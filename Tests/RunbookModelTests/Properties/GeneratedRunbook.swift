import SeededNumbers

/// A runbook that a seed decides, kept as pieces so that it can be written in several ways that mean the
/// same.
struct GeneratedRunbook {
  enum Piece {
    case heading(String)
    /// Whether each column but the first may stand elsewhere is decided by the variation; the first names the
    /// row.
    case table(header: [String], rows: [[String]])
    case bullets([String])
    case numbered([String])
    case fence(language: String, lines: [String])
    case prose(String)
  }

  /// Sections in the order of the file; the first piece of each is its heading.
  private(set) var sections: [[Piece]] = []

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    sections = [
      Self.services(&random), Self.settings(&random), Self.cron(&random), Self.fences(&random),
      Self.procedure(&random), Self.rules(&random),
    ]
    if Bool.random(using: &random) { sections.append(Self.otherTable(&random)) }
    sections = Array(sections.shuffled(using: &random).prefix(Int.random(in: 3...7, using: &random)))
    sections.insert([.heading("# Ops"), .prose("What this server runs, and how it is looked after.")], at: 0)
  }

  static let names = [
    "shop", "blog", "mail-relay", "nearyou", "luci", "api2", "wiki", "große-seite", "поиск", "queue_worker",
  ]

  private static func pick<T>(_ list: [T], _ random: inout SeededRandom) -> T {
    list[Int.random(in: list.indices, using: &random)]
  }

  private static func some(_ list: [String], _ count: ClosedRange<Int>, _ random: inout SeededRandom)
    -> [String]
  {
    Array(list.shuffled(using: &random).prefix(Int.random(in: count, using: &random)))
  }

  private static func services(_ random: inout SeededRandom) -> [Piece] {
    let names = some(Self.names, 1...6, &random)
    let first = pick(["App", "Service", "Site", "Name"], &random)
    let columns =
      [pick(["Port", "Listens on"], &random)]
      + some(["Supervisor name", "Domain", "Directory", "Branch", "User", "Notes"], 0...5, &random)
    let rows = names.enumerated().map { place, name in
      [name] + columns.map { cell($0, name, 3000 + place, &random) }
    }
    return [
      .heading("## " + pick(["Sites and Ports", "Services", "Apps"], &random)),
      .table(header: [first] + columns, rows: rows),
    ]
  }

  private static func cell(_ column: String, _ name: String, _ port: Int, _ random: inout SeededRandom)
    -> String
  {
    switch column {
    case "Port", "Listens on": "\(port)"
    case "Supervisor name": "site-\(name)"
    case "Domain": "\(name).example"
    case "Directory": "/srv/\(name)/current"
    case "Branch": pick(["main", "production", "release/2.1"], &random)
    case "User": pick(["deploy", "www-data"], &random)
    default: pick(["", "-", "behind the proxy", "restarts nightly"], &random)
    }
  }

  private static func otherTable(_ random: inout SeededRandom) -> [Piece] {
    let hosts = some(["web1", "web2", "db1", "cache1"], 1...4, &random)
    return [
      .heading("## Hosts"),
      .table(
        header: ["Host", "Role", "Address"],
        rows: hosts.enumerated().map { [$1, pick(["proxy", "database"], &random), "10.0.0.\($0 + 4)"] }),
    ]
  }

  private static func settings(_ random: inout SeededRandom) -> [Piece] {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      [
        .heading("## Nginx"),
        .bullets(
          some(
            [
              "Config root: /etc/nginx/sites-enabled/", "Reload: sudo nginx -s reload",
              "All sites proxied from 443 to the port above.", "Log: /var/log/nginx/error.log",
              "**Test**: `sudo nginx -t`",
            ], 2...5, &random)),
      ]
    case 1:
      [
        .heading("## Supervisor"),
        .bullets(
          some(
            [
              "Config dir: /etc/supervisor/conf.d/", "Workers: 4",
              "Commands: sudo supervisorctl status | restart <name> | tail <name>",
            ], 1...3, &random)),
      ]
    default:
      [
        .heading("## TLS"),
        .bullets(
          some(
            [
              "Certificate: /etc/ssl/site/cert.pem", "Key: /etc/ssl/site/key.pem", "Provider = Cloudflare",
              "Timer: `systemctl status certbot.timer`",
            ], 2...4, &random)),
      ]
    }
  }

  private static func cron(_ random: inout SeededRandom) -> [Piece] {
    let jobs = some(
      [
        "03:00 nightly: /home/deploy/scripts/nightly-update.sh", "02:15 nightly: /opt/jobs/dump.sh --full",
        "every Monday at 4: /opt/jobs/weekly.sh", "`*/5 * * * *` /opt/jobs/ping", "@daily /opt/jobs/clean.sh",
      ], 1...4, &random)
    return [
      .heading(pick(["## Cron (deploy user)", "## Cron", "## Scheduled jobs"], &random)), .bullets(jobs),
    ]
  }

  private static func fences(_ random: inout SeededRandom) -> [Piece] {
    let blocks = [
      ["# pull the code", "cd /srv/shop && git pull --ff-only"],
      ["# restart the worker", "sudo systemctl restart worker"],
      ["docker compose pull", "docker compose up -d"], ["journalctl -u web -f | grep -i error"],
      ["psql -c \"select count(*) from orders\""], ["sudo supervisorctl restart <name>"],
      ["rsync -a \\", "  /srv/shop/ \\", "  backup:/srv/shop/"],
      ["cat > /etc/app.env <<'EOF'", "PORT=8080", "EOF"], ["rm -rf /srv/cache/$DAY"],
    ]
    let chosen = blocks.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))
    return [.heading(pick(["## Deploy", "## Everyday commands"], &random))]
      + chosen.flatMap { lines -> [Piece] in
        [
          .prose("Run this on the server:"),
          .fence(language: pick(["bash", "sh", ""], &random), lines: lines),
        ]
      }
  }

  private static func procedure(_ random: inout SeededRandom) -> [Piece] {
    let steps = some(
      [
        "Stop the site: `sudo supervisorctl stop <name>`", "gunzip /tmp/STAMP.sql.gz",
        "psql -U appuser appdb < /tmp/STAMP.sql", "Tell the others that it is done.",
        "Download the latest dump: rclone copy r2:my-backups/postgres/STAMP.sql.gz /tmp/",
        "Start it again with `sudo supervisorctl start <name>`",
      ], 2...6, &random)
    return [.heading(pick(["## Database Restore", "## Moving to a new server"], &random)), .numbered(steps)]
  }

  private static func rules(_ random: inout SeededRandom) -> [Piece] {
    let rules = some(
      [
        "The origin cert lives at /etc/ssl/cloudflare/origin.pem -- do not delete",
        "Never run `git pull` on the server.", "Do not delete /srv/uploads.",
        "Restarting postgres needs approval by Ann.",
        "nightly-update.sh needs NOPASSWD sudo for supervisorctl",
      ], 1...5, &random)
    return [.heading(pick(["## Known Gotchas", "## Rules"], &random)), .bullets(rules)]
  }
}
