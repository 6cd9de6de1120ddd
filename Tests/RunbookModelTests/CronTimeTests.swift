import RunbookModel
import Testing

struct CronTimeTests {
  @Test(arguments: [
    ("03:00 nightly", "0 3 * * *"), ("3:30 daily", "30 3 * * *"), ("daily at 23:59", "59 23 * * *"),
    ("Nightly, 02:05", "5 2 * * *"), ("every day at 0:00", "0 0 * * *"), ("every night at 4:07", "7 4 * * *"),
    ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@hourly", "0 * * * *"), ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"),
    ("0 3 * * *", "0 3 * * *"), ("00 03 * * *", "0 3 * * *"), ("*/5\t*  * * *", "*/5 * * * *"),
    ("0 3 1-7 jan mon", "0 3 1-7 jan mon"), ("0,30 8-18 * * 1-5", "0,30 8-18 * * 1-5"),
  ]) func reads(_ words: String, _ fields: String) {
    #expect(CronTime(words: words)?.fields == fields)
  }

  @Test(arguments: [
    "", "nightly", "03:00", "sometimes at 03:00", "03:00 weekly", "03:00 on Mondays", "24:00 nightly",
    "3:60 daily", "3:5 daily", "03:00 and 04:00 nightly", "3 nightly", "3pm daily", "@reboot", "@fortnightly",
    "0 3 * *", "0 3 * * * *", "a b c d e", "03:00:00 nightly", "+3:00 nightly", "3:+5 nightly",
    "1 2 3 words here", "not 03:00 nightly",
  ]) func refuses(_ words: String) {
    #expect(CronTime(words: words) == nil)
  }

  @Test func spellingsOfOneTimeAreEqual() {
    #expect(CronTime(words: "03:00 nightly") == CronTime(fields: "00 3 * * *"))
    #expect(CronTime(words: "0:00 daily") == CronTime(fields: "@daily"))
  }
}
