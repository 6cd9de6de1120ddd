/// One way to break one thing on the server, what the check must say of it, and how to put it back.
struct Breakage: Sendable, CustomStringConvertible {
  var name: String
  var apply, undo: [[String]]
  /// The id of the one check that tells it.
  var check: String
  /// Text of the runbook line that is cited.
  var line: String
  /// A part of the remedy.
  var remedy: String

  var description: String { name }

  static let services = ["jumpinotech": 3001, "wegweiserlife": 3002, "nearyou": 3003, "luci": 3004]
  static let jobs = ["db-backup": "0 2 * * *", "nightly-update": "30 3 * * *"]

  static var all: [Breakage] {
    services.sorted { $0.key < $1.key }.flatMap { ofService($0.key, $0.value) }
      + jobs.sorted { $0.key < $1.key }.flatMap { ofJob($0.key, $0.value) } + ofServer
  }

  private static func ofService(_ app: String, _ port: Int) -> [Breakage] {
    let conf = "/etc/supervisor/conf.d/site-\(app).conf", program = "site-\(app)"
    let site = "/etc/nginx/sites-enabled/\(app)", row = "| \(app) "
    let update = ["supervisorctl", "update"], keep = "/root/kept-\(app)"
    return [
      Breakage(
        name: "\(app): program stopped", apply: [["supervisorctl", "stop", program]],
        undo: [["supervisorctl", "start", program]], check: "program-runs", line: row,
        remedy: "runbook run restart-service \(app)"),
      Breakage(
        name: "\(app): listens elsewhere",
        apply: [["sed", "-i.kept", "s/PORT=\"\(port)\"/PORT=\"39\(port % 100 + 10)\"/", conf], update],
        undo: [["mv", "\(conf).kept", conf], update], check: "port-listens", line: row,
        remedy: "back to \(port)"),
      Breakage(
        name: "\(app): program renamed",
        apply: [["sed", "-i.kept", "s/program:site-\(app)/program:\(app)/", conf], update],
        undo: [["mv", "\(conf).kept", conf], update], check: "program-known", line: row,
        remedy: "write \(app) in the runbook"),
      Breakage(
        name: "\(app): virtual host not enabled", apply: [["mv", site, keep]], undo: [["mv", keep, site]],
        check: "vhost-enabled", line: row, remedy: "reload-nginx"),
      Breakage(
        name: "\(app): virtual host dangling",
        apply: [["mv", site, keep], ["ln", "-s", "/etc/nginx/sites-available/gone", site]],
        undo: [["rm", site], ["mv", keep, site]], check: "vhost-enabled", line: row,
        remedy: "restore the file"),
      Breakage(
        name: "\(app): proxied to another port",
        apply: [
          ["cp", "-L", site, keep], ["mv", site, "\(keep).link"], ["sed", "-i", "s/:\(port)/:3999/", keep],
          ["cp", keep, site],
        ],
        undo: [["rm", site], ["mv", "\(keep).link", site]], check: "vhost-proxies-to-port", line: row,
        remedy: "set proxy_pass to \(port)"),
      Breakage(
        name: "\(app): a stranger holds the port",
        apply: [
          ["supervisorctl", "stop", program],
          ["setsid", "-f", "/usr/bin/python3", "-m", "http.server", "\(port)", "--bind", "::"],
          ["sleep", "1"],
        ],
        undo: [
          ["pkill", "-f", "http.server \(port)"], ["sleep", "1"], ["supervisorctl", "start", program],
        ],
        check: "port-belongs-to-program", line: row, remedy: "restart-service \(app)"),
    ]
  }

  private static func ofJob(_ job: String, _ time: String) -> [Breakage] {
    let script = "/home/deploy/scripts/\(job).sh", tab = "/var/spool/cron/crontabs/deploy",
      keep = "/root/kept-\(job)"
    let restore = [["cp", "-p", keep, tab], ["rm", keep]]
    let escaped = time.replacing("*", with: "\\*")
    return [
      Breakage(
        name: "\(job): another time",
        apply: [
          ["cp", "-p", tab, keep], ["sed", "-i", "s|^\(escaped) \\(.*\(job)\\)|7 7 * * * \\1|", tab],
        ],
        undo: restore, check: "job-scheduled", line: script, remedy: time),
      Breakage(
        name: "\(job): commented out",
        apply: [["cp", "-p", tab, keep], ["sed", "-i", "/\(job)/s/^/#/", tab]],
        undo: restore, check: "job-scheduled", line: script, remedy: "add to deploy's crontab"),
      Breakage(
        name: "\(job): not executable", apply: [["chmod", "-x", script]], undo: [["chmod", "755", script]],
        check: "script-runnable", line: script, remedy: "chmod +x"),
      Breakage(
        name: "\(job): script gone", apply: [["mv", script, keep]], undo: [["mv", keep, script]],
        check: "script-runnable", line: script, remedy: "restore"),
      Breakage(
        name: "\(job): carriage returns",
        apply: [["cp", "-p", script, keep], ["sed", "-i", "s/$/\\r/", script]],
        undo: [["mv", keep, script]], check: "script-runnable", line: script, remedy: "line ends"),
    ]
  }

  private static var ofServer: [Breakage] {
    let certificate = "/etc/ssl/cloudflare/origin.pem", key = "/etc/ssl/cloudflare/origin.key"
    let selfSigned = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=other"]
    return [
      Breakage(
        name: "nginx stopped", apply: [["nginx", "-s", "stop"], ["sleep", "1"]], undo: [["nginx"]],
        check: "nginx-runs",
        line: "## Nginx", remedy: "start it"),
      Breakage(
        name: "certificate gone", apply: [["mv", certificate, "/root/kept.pem"]],
        undo: [["mv", "/root/kept.pem", certificate]], check: "certificate-exists",
        line: "Certificate: \(certificate)",
        remedy: "restore the certificate"),
      Breakage(
        name: "certificate ends soon",
        apply: [
          ["cp", "-p", certificate, "/root/kept.pem"],
          ["openssl", "req", "-x509", "-key", key, "-days", "1", "-subj", "/CN=soon", "-out", certificate],
        ],
        undo: [["mv", "/root/kept.pem", certificate]], check: "certificate-current",
        line: "Certificate: \(certificate)",
        remedy: "renew"),
      Breakage(
        name: "key of another certificate",
        apply: [["cp", "-p", key, "/root/kept.key"], selfSigned + ["-keyout", key, "-out", "/dev/null"]],
        undo: [["mv", "/root/kept.key", key]], check: "certificate-fits-key", line: "Key: \(key)",
        remedy: "put the key"),
      Breakage(
        name: "a program that the runbook does not list",
        apply: [
          ["cp", "/etc/supervisor/conf.d/site-luci.conf", "/etc/supervisor/conf.d/worker.conf"],
          [
            "sed", "-i", "s/site-luci/worker/; s/PORT=\"3004\"/PORT=\"3998\"/",
            "/etc/supervisor/conf.d/worker.conf",
          ],
          ["supervisorctl", "update"],
        ],
        undo: [["rm", "/etc/supervisor/conf.d/worker.conf"], ["supervisorctl", "update"]],
        check: "program-listed",
        line: "| luci ", remedy: "add a row for worker"),
    ]
  }
}
