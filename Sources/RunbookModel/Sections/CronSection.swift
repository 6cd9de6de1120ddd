public import Findings
public import MarkdownDocument

/// A job and when it runs: `03:00 nightly: /home/deploy/scripts/nightly-update.sh`.
public struct Schedule: Entry {
  public static let kind = "schedule"
  /// The file name of what runs, without its ending: `nightly-update`.
  public var name: Located<String>
  public var time: Located<CronTime>
  /// The time as the runbook words it: `03:00 nightly`.
  public var words: Located<String>
  /// Whose crontab, from the heading's qualifier `(deploy user)`; nil where the file does not say.
  public var user: String?
  public var command: Located<String>
  public var claims: [Claim]
}

public enum CronSection: SectionReader {
  public static let id = "cron"

  public static func reads(_ section: Section) -> Bool {
    section.titleHas("cron", "crontab", "schedule", "schedules", "scheduled", "jobs")
  }

  public static func read(_ section: Section) -> (entries: [Schedule], findings: [Finding]) {
    let user = section.qualifier.flatMap(userName)
    var findings: [Finding] = []
    let schedules = section.keyValues.compactMap { pair -> Schedule? in
      guard let command = pair.value.path else { return nil }
      guard let time = CronTime(words: pair.key.value) else {
        findings.append(
          Finding(
            source: id, severity: .warning, subject: nil, range: pair.key.range,
            message: "the time of \(command.value) is not understood: \(WorldText.clean(pair.key.value))",
            remedy: .advice("write it as \"03:00 nightly\" or as five cron fields")))
        return nil
      }
      let name = Located(jobName(command.value), at: command.range)
      let address = Address(Schedule.kind, name.value)
      var claims = [
        Claim(address.field("time"), label: "time", value: pair.key),
        Claim(address.field("command"), label: "command", value: command),
      ]
      if let user, let heading = section.heading {
        claims.append(Claim(address.field("user"), label: "user", value: Located(user, at: heading.range)))
      }
      return Schedule(
        name: name, time: Located(time, at: pair.key.range), words: pair.key, user: user, command: command,
        claims: claims)
    }
    return (schedules, findings)
  }

  /// `deploy user`, `user deploy`, `as deploy` → `deploy`.
  private static func userName(_ qualifier: String) -> String? {
    let words = qualifier.split { $0.isWhitespace || $0 == "'" }.map(String.init)
    let names = words.filter { !["user", "as", "the", "s", "crontab", "of"].contains($0.lowercased()) }
    return names.count == 1 ? names.first : nil
  }

  private static func jobName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}
