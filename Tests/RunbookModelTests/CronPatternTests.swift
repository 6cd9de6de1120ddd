import RunbookModel
import Testing

struct CronPatternTests {
  @Test(arguments: [
    ("0 3 * * *", "00 03 */1 1-12 0-6"), ("0 0 * * *", "@daily"), ("0 0 * * 0", "0 0 * * 7"),
    ("*/15 * * * *", "0,15,30,45 * * * *"), ("0 3 * * 1-5", "0 3 * * Mon-FRI"),
    ("0 3 * 1,2 *", "0 3 * jan-feb *"),
    ("0 3 1-31 * 1", "0 3 * * *"),
  ]) func meansTheSame(_ one: String, _ other: String) throws {
    #expect(try CronPattern(fields: one) == CronPattern(fields: other))
  }

  @Test(arguments: [("0 3 * * *", "3 0 * * *"), ("0 3 1 * 1", "0 3 1 * *"), ("0 3 * * *", "0 3 * * 1-5")])
  func meansAnother(_ one: String, _ other: String) throws {
    #expect(try CronPattern(fields: one) != CronPattern(fields: other))
  }

  /// As Debian's `crontab -n` says of each.
  @Test(arguments: [
    ("70 3 * * *", 0), ("0 24 * * *", 1), ("0 3 0 * *", 2), ("0 3 ? * *", 2), ("0 3 * 13 *", 3),
    ("0 3 * * 8", 4),
    ("0 3 * * monday", 4), ("0,,5 3 * * *", 0), ("*/0 3 * * *", 0), ("0 3 * *", 0),
  ]) func refuses(_ fields: String, _ place: Int) {
    #expect(throws: CronPattern.Flaw.refused(field: place)) { try CronPattern(fields: fields) }
  }

  @Test(arguments: ["5/10 3 * * *", "0 22-4 * * *", "0~30 3 * * *", "@reboot", "-5 3 * * *"])
  func leavesOpen(_ fields: String) {
    #expect(throws: CronPattern.Flaw.unclear) { try CronPattern(fields: fields) }
  }

  /// 1_795_608_000 is Wednesday, 2026-11-25 12:00:00.
  @Test(arguments: [
    ("0 3 * * *", -9 * 3600), ("0 12 * * *", 0), ("1 12 * * *", -86_340),
    ("0 3 * * 0", -3 * 86_400 - 9 * 3600),
    ("0 0 1 * *", -24 * 86_400 - 12 * 3600), ("30 23 31 12 *", -328 * 86_400 - 12 * 3600 - 1800),
    ("*/5 * * * *", 0), ("0 4 13 * 5", -5 * 86_400 - 8 * 3600),
  ]) func wasDue(_ fields: String, _ offset: Int) throws {
    #expect(try CronPattern(fields: fields).last(before: 1_795_608_000) == 1_795_608_000 + offset)
  }

  @Test func neverDue() throws {
    #expect(try CronPattern(fields: "0 3 31 2 *").last(before: 1_795_608_000) == nil)
  }
}
