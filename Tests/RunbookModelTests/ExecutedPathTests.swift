import Findings
import RunbookModel
import Testing

/// Which file and which units a command is about, among all that it names.
struct ExecutedPathTests {
  @Test(arguments: [
    ("/opt/copy.sh --all", "/opt/copy.sh", "copy"),
    ("cd /srv/app && ./bin/copy.sh >> /var/log/copy.log 2>&1", "/srv/app/bin/copy.sh", "copy"),
    ("cd /srv/app/ && bin/copy.sh", "/srv/app/bin/copy.sh", "copy"),
    ("cd /srv/app && venv/bin/python tools/sync.py", "/srv/app/tools/sync.py", "sync"),
    ("/usr/bin/python3 /opt/sync.py", "/opt/sync.py", "sync"),
    ("flock -n /tmp/copy.lock /opt/copy.sh", "/opt/copy.sh", "copy"),
    (". /etc/profile && /opt/copy.sh", "/opt/copy.sh", "copy"),
    ("nice -n 19 ionice -c3 /opt/copy.sh", "/opt/copy.sh", "copy"),
    ("[ -x /opt/copy.sh ] && /opt/copy.sh", "/opt/copy.sh", "copy"),
    ("bash -c \"cd /srv && ./copy.sh\"", "/srv/copy.sh", "copy"),
    ("/usr/sbin/logrotate /etc/logrotate.d/app", "/usr/sbin/logrotate", "logrotate"),
    ("mytool --out /srv/data", nil, "mytool --out /srv/data"),
    ("pg_dump shop > /var/backups/shop.sql", nil, "pg_dump shop > /var/backups/shop.sql"),
    ("docker exec shop-db /usr/bin/copy.sh", nil, "docker exec shop-db /usr/bin/copy.sh"),
    ("cd /srv/app && python manage.py tidy", nil, "cd /srv/app && python manage.py tidy"),
    ("cd /srv/app && ../copy.sh", nil, "cd /srv/app && ../copy.sh"),
  ])
  func whatACrontabRuns(_ command: String, _ path: String?, _ name: String) throws {
    let schedule = try #require(try runbook("# Cron\n\n```\n0 3 * * * \(command)\n```\n").schedules.first)
    #expect(schedule.script?.value == path)
    #expect(schedule.name.value == name)
    #expect(schedule.crontabCommand == command)
  }

  /// Words about a job name its path anywhere.
  @Test func whatWordsName() throws {
    let schedule = try #require(
      try runbook("# Cron\n\n- 03:00 nightly: the copy (/opt/copy.sh)\n").schedules.first)
    #expect(schedule.script?.value == "/opt/copy.sh")
    #expect(schedule.crontabCommand == "/opt/copy.sh")
  }

  /// One script is several jobs with other arguments, and by two lines of one crontab.
  @Test(arguments: [
    ("0 3 * * * /opt/copy.sh day\n0 4 * * 0 /opt/copy.sh week", "0 3 * * * /opt/copy.sh day", false),
    ("0 3 * * * /opt/a/copy.sh", "0 4 * * * /opt/b/copy.sh", false),
    ("0 3 * * * /opt/copy.sh\n0 15 * * * /opt/copy.sh", "0 3 * * * /opt/copy.sh", false),
    ("0 3 * * * /opt/copy.sh", "0 4 * * * /opt/copy.sh", true),
    ("0 3 * * * /opt/copy.sh", "0 4 * * * cd /opt && ./copy.sh >> /var/log/copy.log 2>&1", true),
  ])
  func jobsThatContradict(_ first: String, _ second: String, _ isTold: Bool) throws {
    let text = "# Cron\n\n```\n\(first)\n```\n\n## Again\n\n```\n\(second)\n```\n"
    let told = try runbook(text).findings.filter { $0.source == "contradiction" }
    #expect(!told.isEmpty == isTold, "\(told)")
  }

  @Test(arguments: [
    ("cd /opt/app && ./deploy.sh --fast", "/opt/app/deploy.sh"),
    ("sudo -u app /opt/app/deploy.sh", "/opt/app/deploy.sh"),
    ("ssh deploy@10.2.3.4 /opt/app/deploy.sh --fast", nil),
    ("cd /path/to/app && ./deploy.sh --fast", nil),
    ("./deploy.sh", nil),
    ("docker exec app /usr/bin/deploy.sh", nil),
  ])
  func whatACommandRuns(_ command: String, _ path: String?) throws {
    let stated = try #require(try runbook("# Deploy\n\n```\n\(command)\n```\n").commands.first)
    #expect(stated.executedPath?.value == path)
  }

  @Test(arguments: [
    ("sudo systemctl restart shop", ["shop"]),
    ("systemctl --no-pager status shop.service -n 50", ["shop.service"]),
    ("systemctl enable --now shop.timer", ["shop.timer"]),
    ("systemctl restart shop worker", ["shop", "worker"]),
    ("journalctl -u shop -u worker -f", ["shop", "worker"]),
    ("journalctl -fu shop", ["shop"]),
    ("journalctl --unit=shop --since today", ["shop"]),
    ("cd /srv && systemctl reload nginx && journalctl -xeu shop", ["nginx", "shop"]),
    ("systemctl --user restart shop", []),
    ("systemctl -H web1 restart shop", []),
    ("ssh deploy@10.2.3.4 sudo systemctl restart shop", []),
    ("systemctl restart 'shop-*'", []),
    ("systemctl restart <unit>", []),
    ("systemctl daemon-reload", []),
    ("systemctl list-timers shop", []),
  ])
  func whichUnitsACommandNames(_ command: String, _ units: [String]) throws {
    let stated = try #require(try runbook("# Shop\n\n```bash\n\(command)\n```\n").commands.first)
    #expect(stated.units.map(\.value) == units)
  }
}
