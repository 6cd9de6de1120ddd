import RunbookModel
import Testing

struct CronTimeTests {
  @Test(arguments: [
    ("03:00 nightly", "0 3 * * *"), ("3:30 daily", "30 3 * * *"), ("daily at 23:59", "59 23 * * *"),
    ("Nightly, 02:05", "5 2 * * *"), ("every day at 0:00", "0 0 * * *"), ("every night at 4:07", "7 4 * * *"),
    ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@hourly", "0 * * * *"), ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"),
    ("0 3 * * *", "0 3 * * *"), ("00 03 * * *", "0 3 * * *"), ("*/5\t*  * * *", "*/5 * * * *"),
    ("03:00 on Mondays", "0 3 * * 1"), ("every Monday at 4", "0 4 * * 1"), ("3pm daily", "0 15 * * *"),
    ("weekdays 6:30 pm", "30 18 * * 1-5"), ("every 15 minutes", "*/15 * * * *"), ("hourly", "0 * * * *"),
    ("weekly on Sunday 02:00", "0 2 * * 0"), ("monthly on the 1st at 05:00", "0 5 1 * *"),
    ("täglich um 3:15 Uhr", "15 3 * * *"), ("cada día a las 04:00", "0 4 * * *"), ("12am daily", "0 0 * * *"),
    ("toutes les nuits à 1h30", "30 1 * * *"), ("le dimanche à 4h", "0 4 * * 0"),
    ("ogni domenica alle 3:00", "0 3 * * 0"),
    ("elke nacht om 01:15", "15 1 * * *"), ("los domingos a las 05:30", "30 5 * * 0"),
    ("毎日 2:00", "0 2 * * *"), ("毎週日曜 3:00", "0 3 * * 0"), ("每天凌晨 2:30", "30 2 * * *"),
    ("每周一 4:00", "0 4 * * 1"), ("chaque nuit à 1 h 30", "30 1 * * *"), ("tous les jours à 4 h", "0 4 * * *"),
    ("aos sábados às 06:00", "0 6 * * 6"),
    ("toutes les 15 minutes", "*/15 * * * *"), ("todos os dias às 02:00", "0 2 * * *"),
    ("OnCalendar=*-*-* 03:00:00", "0 3 * * *"), ("OnCalendar=Mon *-*-* 04:30", "30 4 * * mon"),
    ("OnCalendar=daily", "0 0 * * *"), ("03:00:00 nightly", "0 3 * * *"),
    ("0 3 1-7 jan mon", "0 3 1-7 jan mon"), ("0,30 8-18 * * 1-5", "0,30 8-18 * * 1-5"),
  ]) func reads(_ words: String, _ fields: String) {
    #expect(CronTime(words: words)?.fields == fields)
  }

  @Test(arguments: [
    "", "nightly", "03:00", "sometimes at 03:00", "03:00 weekly", "24:00 nightly",
    "3:60 daily", "3:5 daily", "03:00 and 04:00 nightly", "3 nightly", "@reboot", "@fortnightly",
    "0 3 * *", "0 3 * * * *", "a b c d e", "03:00:30 nightly", "03:00 UTC nightly", "every other day at 3:00",
    "every 7 minutes", "每天晚上 8:00", "每周 4:00", "chaque nuit à 1 h 99", "13pm daily",
    "+3:00 nightly", "3:+5 nightly",
    "1 2 3 words here", "not 03:00 nightly",
  ]) func refuses(_ words: String) {
    #expect(CronTime(words: words) == nil)
  }

  @Test func spellingsOfOneTimeAreEqual() {
    #expect(CronTime(words: "03:00 nightly") == CronTime(fields: "00 3 * * *"))
    #expect(CronTime(words: "0:00 daily") == CronTime(fields: "@daily"))
  }
}
