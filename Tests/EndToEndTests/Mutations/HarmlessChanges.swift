/// Changes that break nothing, on the server and in the runbook: of none of them may anything be told.
enum HarmlessChanges {
  static var all: [Mutation] { inRunbook + ofServices + ofConfiguration + ofBackups + aside }

  private static let runbook = "/srv/runbook/AGENTS.md"

  private static func change(
    _ kind: String, keeping keeps: [String] = [], _ breaks: String, mends: String = ""
  ) -> Mutation {
    var mutation = Mutation(kind, keeping: keeps, breaks: breaks, mends: mends, tells: "", at: "")
    mutation.expected.checks = []
    return mutation
  }

  private static var inRunbook: [Mutation] {
    func edit(_ kind: String, _ breaks: String) -> Mutation { change(kind, keeping: [runbook], breaks) }
    return [
      edit("runbook-with-carriage-returns", "edit 's/$/\\r/' \(runbook)"),
      edit(
        "runbook-with-other-column-order", "edit 's/^(\\|[^|]*)(\\|[^|]*)(\\|[^|]*)/\\1\\3\\2/' \(runbook)"),
      edit(
        "runbook-with-a-column-of-notes",
        "edit '/^\\|/s/$/ Notes |/; /^\\|[-|]+ Notes/s/ Notes/---/' \(runbook)"),
      edit("runbook-with-comments", "edit 's/^## (Nginx|TLS)/<!-- looked at today -->\\n\\n&/' \(runbook)"),
      edit("runbook-with-blank-lines", "edit 's/^## .*/\\n\\n&\\n/' \(runbook)"),
      edit(
        "runbook-in-backticks",
        "edit '/^\\| [jwnl]/s/ (\\/var[^ ]*|site-[a-z]*|[0-9]{4}) */ `\\1` /g' \(runbook)"),
      edit(
        "runbook-with-prose",
        "printf '\\n## History\\nBuilt in 2021, moved twice since; see the wiki.\\n' >>\(runbook)"),
      edit("runbook-with-small-headings", "edit 's/^## (Nginx|Supervisor|Cron)/\\L&/' \(runbook)"),
      edit("runbook-with-other-row-order", "edit '/^\\| jumpinotech/{h;d}; /^\\| luci/{G}' \(runbook)"),
      edit("runbook-with-asterisks", "edit 's/^- /* /' \(runbook)"),
      edit("runbook-with-trailing-space", "edit 's/$/  /; /^\\|/s/ +$//' \(runbook)"),
      edit("runbook-touched", "touch -d '1 year ago' \(runbook)"),
    ]
  }

  private static var ofServices: [Mutation] {
    let luci = MutatedService.all[3], nearyou = MutatedService.all[2]
    return [
      change("service-restarted", "supervisorctl restart \(luci.program)"),
      change(
        "service-restarted-twice",
        "supervisorctl restart \(nearyou.program)\nsupervisorctl restart \(nearyou.program)"),
      change(
        "service-killed-once", "kill -9 $(supervisorctl pid \(luci.program))\nsleep 3\nlistening \(luci.port)"
      ),
      change(
        "service-under-load",
        "for n in {1..200}; do curl -s -o /dev/null http://localhost:\(luci.port)/; done"),
      change(
        "supervisor-file-with-comments", keeping: [luci.configuration],
        "sed -i '1i ; looked at today' \(luci.configuration)\necho >>\(luci.configuration)"),
      change("supervisor-file-touched", keeping: [luci.configuration], "touch \(luci.configuration)"),
      change(
        "supervisor-file-in-another-order", keeping: [luci.configuration],
        "{ head -n 1 \(luci.configuration); tail -n +2 \(luci.configuration) | sort; } >/root/kept/sorted\n"
          + "cat /root/kept/sorted >\(luci.configuration)"),
      change(
        "site-logs-rotated", keeping: ["/var/log/supervisor/site-luci.log.1"],
        "cp /var/log/supervisor/site-luci.log /var/log/supervisor/site-luci.log.1\n"
          + ": >/var/log/supervisor/site-luci.log"),
      change(
        "commit-pushed-today", keeping: ["\(luci.folder)/.git", luci.upstream],
        """
        deploy git clone -q \(luci.upstream) /tmp/clone
        deploy git -C /tmp/clone commit -q --allow-empty -m 'Go on'
        deploy git -C /tmp/clone push -q
        rm -r /tmp/clone
        """),
    ]
  }

  private static var ofConfiguration: [Mutation] {
    let tab = MutatedJob.crontab, luci = MutatedService.all[3], jumpinotech = MutatedService.all[0]
    return [
      change("nginx-reloaded", "reload"),
      change("nginx-reopened", "nginx -s reopen"),
      change(
        "site-with-comments", keeping: [luci.site],
        "edit 's/^    location/    # the app\\n\\n&/' \(luci.site)\nreload",
        mends: "reload"),
      change(
        "site-copied-not-linked", keeping: [luci.link],
        "rm \(luci.link)\ncp -p \(luci.site) \(luci.link)\nreload",
        mends: "reload"),
      change(
        "static-site-enabled", keeping: ["/etc/nginx/sites-enabled/static"],
        """
        printf 'server { listen 127.0.0.1:8088; server_name static.example; root /var/www/html; }\\n' \
          >/etc/nginx/sites-enabled/static
        reload
        """, mends: "reload"),
      change(
        "site-gains-a-header", keeping: [jumpinotech.site],
        "edit 's/^    location/    add_header X-Frame-Options DENY;\\n&/' \(jumpinotech.site)\nreload",
        mends: "reload"),
      change(
        "site-proxied-to-localhost-by-name", keeping: [jumpinotech.site],
        "edit 's|http://127.0.0.1:|http://localhost:|' \(jumpinotech.site)\nreload", mends: "reload"),
      change("crontab-with-comments", keeping: [tab], "printf '# looked at today\\n\\n' | append \(tab)"),
      change("crontab-with-tabs", keeping: [tab], "edit 's/^([0-9]+) ([0-9]+) /\\1\\t\\2\\t/' \(tab)"),
      change("crontab-with-zeros", keeping: [tab], "edit 's/^0 2 /00 02 /' \(tab)"),
      change("crontab-with-mailto", keeping: [tab], "sed -i '1i MAILTO=ops@demo.example' \(tab)"),
      change(
        "sudo-file-for-another", keeping: ["/etc/sudoers.d/audit"],
        "install -m 440 /dev/stdin /etc/sudoers.d/audit <<<'www-data ALL=(root) NOPASSWD: /usr/bin/uptime'"),
      change(
        "sudo-file-with-comments", keeping: ["/etc/sudoers.d/deploy"],
        "sed -i '1i # exact lines only' /etc/sudoers.d/deploy"),
      change(
        "certificate-touched", keeping: ["/etc/ssl/cloudflare/origin.pem"],
        "touch /etc/ssl/cloudflare/origin.pem\nreload",
        mends: "reload"),
    ]
  }

  private static var ofBackups: [Mutation] {
    let backups = "/home/deploy/backups", script = "/home/deploy/scripts/db-backup.sh"
    return [
      change(
        "backup-run-by-hand", keeping: [backups, "/srv/s3/my-backups/postgres", "/home/deploy/logs"],
        "deploy env PATH=/usr/bin:/bin \(script)"),
      change(
        "restore-rehearsed-again", keeping: [backups, "/home/deploy/logs"],
        "deploy /home/deploy/scripts/rehearse-restore.sh"),
      change("script-with-comments", keeping: [script], "sed -i '2i # Looked at today.' \(script)"),
      change("script-touched", keeping: [script], "touch \(script)"),
      change(
        "database-grows",
        "postgres psql -qXc 'CREATE TABLE public.extra AS SELECT generate_series(1, 20000) AS n' appdb\n"
          + "postgres psql -qXc 'ALTER TABLE extra OWNER TO appuser' appdb",
        mends: "postgres psql -qXc 'DROP TABLE extra' appdb"),
      change(
        "nightly-update-run-by-hand", keeping: ["/home/deploy/logs"],
        "deploy env PATH=/usr/bin:/bin /home/deploy/scripts/nightly-update.sh"),
    ]
  }

  private static var aside: [Mutation] {
    [
      change("a-stranger-on-a-high-port", "stranger 39999", mends: "kill $(holder 39999)\nquiet 39999"),
      change("another-account", "useradd --system audit", mends: "userdel audit"),
      change("files-in-tmp", keeping: ["/tmp/appdb-notes.txt"], "echo notes >/tmp/appdb-notes.txt"),
      change(
        "somebody-logged-in", "setsid -f sleep 300 </dev/null &>/dev/null", mends: "pkill -x -f 'sleep 300'"),
      change("a-file-in-home", keeping: ["/home/deploy/notes.md"], "echo notes >/home/deploy/notes.md"),
    ]
  }
}
