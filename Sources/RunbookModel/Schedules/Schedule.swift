public import Findings

/// A job and when it runs: `03:00 nightly: /home/deploy/scripts/nightly-update.sh`.
public struct Schedule: Entry {
  public static let kind = "schedule"
  /// The file name of what runs, without its ending: `nightly-update`.
  public var name: Located<String>
  /// The time as the runbook words it: `03:00 nightly`.
  public var words: Located<String>
  /// The same as cron's five fields; nil where the words do not say it exactly.
  public var time: Located<CronTime>?
  /// Whose crontab, from the heading's qualifier `(deploy user)` or the line itself; nil where the file does
  /// not say.
  public var user: String?
  /// All that runs, as it is written; what the job is called where the runbook gives no command.
  public var command: Located<String>
  /// The absolute path of the script or program that runs here, where the command names one.
  public var script: Located<String>?
  public var claims: [Claim]
}
