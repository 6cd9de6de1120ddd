/// What the scripts would do on their next night. Each edit leaves the rest of the script as sound as it was.
enum ScriptMutations {
  static var all: [Mutation] { update + backup }

  private static func edited(_ kind: String, _ job: MutatedJob, _ breaks: String, _ checks: String...)
    -> Mutation
  {
    var mutation = Mutation(
      kind, of: job.name, keeping: [job.script], breaks: breaks + "\nbash -n \(job.script)", tells: "",
      as: ["error", "warning"], at: job.line)
    mutation.expected.checks = checks
    return mutation
  }

  private static var update: [Mutation] {
    let job = MutatedJob.all[1], script = job.script
    return [
      edited(
        "script-restarts-unknown-program", job, "edit 's/restart \"site-[$]1\"/restart \"$1\"/' \(script)",
        "restarts-known-program"),
      edited(
        "script-ends-at-first-failure", job,
        "edit 's/^set -uo pipefail/set -euo pipefail/; s/ \\|\\| failures=.*//' \(script)",
        "failures-stay-apart"),
      edited(
        "script-compares-with-head", job,
        """
        edit 's|^  if .*deployed/.name.*|  if [[ $(git rev-parse HEAD) == "$wanted" ]]; then|' \(script)
        """, "compares-deployed"),
    ]
  }

  private static var backup: [Mutation] {
    let job = MutatedJob.all[0], script = job.script
    return [
      edited(
        "script-names-every-dump-alike", job, "edit 's/^name=.*/name=$database-STAMP.sql.gz/' \(script)",
        "dump-named",
        "backup-name-varies"),
      edited(
        "script-purges-in-tmp-first", job,
        "edit 's|^# By number.*|find /tmp -name \"$database-*\" -mmin +600 -delete|' \(script)",
        "purge-reaches"),
      edited(
        "script-pipes-the-dump", job,
        """
        edit 's/^pg_dump .*/pg_dump --no-password --host localhost --username appuser "$database" | gzip >"$packed"/' \(script)
        edit '/^tail -n 20/d; /^gzip --stdout/d; /^gzip --test/d; s/^set -euo pipefail/set -eu/' \(script)
        """, "dump-failure-seen"),
      edited(
        "script-dumps-into-tmp", job,
        "edit 's|^backups=.*|backups=/tmp|; /^umask 077/d' \(script)", "dumps-private"),
    ]
  }
}
