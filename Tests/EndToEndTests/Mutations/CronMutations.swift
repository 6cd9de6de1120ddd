import SeededNumbers

/// The crontab, its jobs and their scripts.
enum CronMutations {
  static func of(_ job: MutatedJob, _ random: inout SeededRandom) -> [Mutation] {
    let minute = Int.random(in: 1...29, using: &random), hour = Int.random(in: 5...22, using: &random)
    return times(job, minute: minute, hour: hour) + lines(job) + scripts(job)
  }

  private static let tab = MutatedJob.crontab

  private static func times(_ job: MutatedJob, minute: Int, hour: Int) -> [Mutation] {
    let fields = job.time.split(separator: " ").map(String.init)
    func moved(_ kind: String, to time: String) -> Mutation {
      Mutation(
        kind, of: job.name, keeping: [tab], breaks: "edit 's|^\(job.pattern) |\(time) |' \(tab)",
        tells: "job-scheduled", at: job.line)
    }
    return [
      moved("job-at-another-minute", to: "\(minute) \(fields[1]) * * *"),
      moved("job-at-another-hour", to: "\(fields[0]) \(hour) * * *"),
      moved("job-on-weekdays-only", to: "\(fields[0]) \(fields[1]) * * 1-5"),
      moved("job-once-a-month", to: "\(fields[0]) \(fields[1]) 1 * *"),
      moved("job-every-other-day", to: "\(fields[0]) \(fields[1]) */2 * *"),
      moved("job-every-hour", to: "\(fields[0]) * * * *"),
      moved("job-at-boot", to: "@reboot"),
    ]
  }

  private static func lines(_ job: MutatedJob) -> [Mutation] {
    let line = job.line, name = job.name, heading = "## Cron"
    func tabbed(_ kind: String, _ breaks: String, _ checks: String) -> Mutation {
      var mutation = Mutation(
        kind, of: name, keeping: [tab], breaks: breaks, tells: checks, at: line, heading)
      mutation.expected.severities = ["error", "warning"]
      return mutation
    }
    func told(_ mutation: Mutation, also checks: String...) -> Mutation {
      var mutation = mutation
      mutation.expected.checks += checks
      return mutation
    }
    return [
      tabbed("job-commented-out", "edit '/\(name)/s/^/#/' \(tab)", "job-scheduled"),
      tabbed("job-removed", "edit '/\(name)/d' \(tab)", "job-scheduled"),
      tabbed("job-of-another-script", "edit 's|\(job.script)|\(job.script).old|' \(tab)", "job-scheduled"),
      told(
        tabbed("job-with-a-carriage-return", "edit '/\(name)/s/$/\\r/' \(tab)", "job-scheduled"),
        also: "script-runnable", "crontab-read"),
      told(
        tabbed(
          "job-twice", "sed 's|^\(job.pattern) |45 12 * * * |;/\(name)/!d' \(tab) | append \(tab)",
          "job-scheduled"),
        also: "job-listed", "job-runs-once"),
      told(
        tabbed("job-time-impossible", "edit 's|^\(job.pattern) |0 25 * * * |' \(tab)", "crontab-read"),
        also: "job-scheduled"),
      Mutation(
        "job-of-root-instead", of: name, keeping: [tab, "/var/spool/cron/crontabs/root"],
        breaks: """
          grep \(name) \(tab) >/var/spool/cron/crontabs/root
          chmod 600 /var/spool/cron/crontabs/root
          edit '/\(name)/d' \(tab)
          """, tells: "job-scheduled", at: line),
      told(
        tabbed(
          "job-unlisted", "echo '15 5 * * * /usr/local/bin/count-visitors' | append \(tab)", "job-listed"),
        also: "job-listed"
      ).accepting("note"),
      tabbed(
        "job-with-a-bare-percent", "edit 's|\(name).sh$|& >>/tmp/\(name)-$(date +%F).log|' \(tab)",
        "percent-escaped"),
      tabbed("crontab-open", "chmod 644 \(tab)", "crontab-read"),
      tabbed("crontab-of-another", "chown www-data:crontab \(tab)", "crontab-read"),
      tabbed("crontab-ends-early", "truncate -s -1 \(tab)", "crontab-read"),
      told(tabbed("crontab-gone", "mv \(tab) /root/kept/tab", "crontab-read"), also: "job-scheduled"),
      told(
        tabbed(
          "crontab-without-path",
          "sed -i '/\(name)/i PATH=/nowhere' \(tab)\nsed -i '/\(name)/a PATH=/usr/bin:/bin' \(tab)",
          "job-programs-found"),
        also: "job-scheduled"),
      told(
        tabbed("crontab-with-no-shell", "sed -i '1i SHELL=/bin/absent' \(tab)", "job-programs-found"),
        also: "crontab-read", "script-runnable"),
      Mutation(
        "cron-stopped", of: "cron", breaks: "pkill -x cron; sleep 0.2", mends: "cron", tells: "cron-runs",
        at: heading, "nightly: "),
    ]
  }

  private static func scripts(_ job: MutatedJob) -> [Mutation] {
    let script = job.script
    func scripted(_ kind: String, _ breaks: String) -> Mutation {
      Mutation(kind, of: job.name, keeping: [script], breaks: breaks, tells: "script-runnable", at: job.line)
    }
    return [
      scripted("script-not-executable", "chmod a-x \(script)"),
      scripted("script-gone", "rm \(script)"),
      scripted("script-a-folder", "rm \(script)\nmkdir \(script)"),
      scripted("script-of-another", "chown root:root \(script)\nchmod 700 \(script)"),
      scripted("script-empty", ": >\(script)"),
      scripted("script-with-carriage-returns", "edit 's/$/\\r/' \(script)"),
      scripted("script-for-no-shell", "edit '1s|.*|#!/usr/bin/absent|' \(script)"),
      scripted("script-dangling", "ln -sfn /home/deploy/gone.sh \(script)"),
      Mutation(
        "script-needs-what-cron-does-not-find", of: "db-backup", keeping: [MutatedJob.all[0].script],
        breaks: "edit 's|/usr/local/bin/rclone|rclone|' \(MutatedJob.all[0].script)",
        tells: "job-programs-found", as: ["error", "warning"], at: MutatedJob.all[0].line),
    ]
  }
}
