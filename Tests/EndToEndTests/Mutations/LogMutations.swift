import SeededNumbers

/// What the jobs leave behind, and room for it.
enum LogMutations {
  static func all(_ random: inout SeededRandom) -> [Mutation] {
    let days = Int.random(in: 2...9, using: &random)
    return MutatedJob.all.flatMap(logs) + runs(days) + room
  }

  private static func logs(_ job: MutatedJob) -> [Mutation] {
    [
      Mutation(
        "log-of-another", of: job.name, keeping: [job.log], breaks: ": >\(job.log)\nchmod 600 \(job.log)",
        tells: "log-writable", at: job.line),
      Mutation(
        "log-a-folder", of: job.name, keeping: [job.log], breaks: "mkdir \(job.log)", tells: "log-writable",
        at: job.line),
    ]
  }

  private static func runs(_ days: Int) -> [Mutation] {
    let update = MutatedJob.all[1]
    func logged(_ kind: String, _ lines: [String], at time: String, ago: String = "yesterday") -> Mutation {
      let text = lines.map { "echo \"${day}T\(time)Z \($0)\"" }.joined(separator: "\n")
      var mutation = Mutation(
        kind, of: update.name, keeping: [update.log, update.script],
        breaks: """
          day=$(date -u -d '\(ago)' +%F)
          {
          \(text)
          } >\(update.log)
          chown deploy: \(update.log)
          touch -d "$day \(time)Z" \(update.log)
          touch -d '30 days ago' \(update.script)
          """, tells: "last-run-finished", "build-passed", as: ["error", "warning"], at: update.line)
      mutation.expected.lines += MutatedService.all.map(\.row)
      return mutation
    }
    let fine = MutatedService.all.map { "\($0.app): no changes, skipping" }
    return [
      logged("night-broke-off", ["--- start ---"] + fine.prefix(2), at: "03:30:04", ago: lastNight),
      logged(
        "night-failed",
        ["--- start ---", "luci: failed: the build; the old release keeps running"] + fine.prefix(3)
          + ["--- done, 1 failed ---"], at: "03:30:09", ago: lastNight),
      logged(
        "no-night-for-days", ["--- start ---"] + fine + ["--- done, 0 failed ---"], at: "03:30:05",
        ago: "\(days) days ago"),
    ]
  }

  /// The day of the last 03:30.
  private static let lastNight = "4 hours ago"

  private static var room: [Mutation] {
    let places = ["Database", "nightly: ", "Dumps", "Rehearsals", "## Cron", "| "]
    func full(_ kind: String, _ folder: String, _ options: String, _ filling: String) -> Mutation {
      var mutation = Mutation(
        kind, of: folder,
        breaks: """
          cp -a \(folder) /root/kept/copy
          mount -t tmpfs -o \(options),mode=700 testbed-full \(folder)
          cp -a /root/kept/copy/. \(folder)
          chown deploy: \(folder)
          \(filling)
          """, mends: "umount \(folder)", tells: "disk-has-room", as: ["error", "warning"], at: "")
      mutation.expected.lines = places
      return mutation
    }
    return [
      full(
        "disk-full", "/home/deploy/backups", "size=4m",
        "dd if=/dev/zero of=/home/deploy/backups/fill bs=4k 2>/dev/null || true"),
      full(
        "inodes-used-up", "/home/deploy/backups", "size=64m,nr_inodes=60",
        "for n in {1..80}; do : >/home/deploy/backups/.fill$n || break; done 2>/dev/null"),
    ]
  }
}
