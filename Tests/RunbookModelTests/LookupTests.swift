import Findings
import RunbookModel
import Testing

struct LookupTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var question, value, anchor: String
    var testDescription: String { question }
    init(_ question: String, _ value: String, _ anchor: String) {
      (self.question, self.value, self.anchor) = (question, value, anchor)
    }
  }

  static let answered = [
    Case("what port does luci run on", "3004", "| luci "),
    Case("What port does luci run on?", "3004", "| luci "),
    Case("port of nearyou", "3003", "| nearyou "),
    Case("on which port does wegweiserlife listen", "3002", "| wegweiserlife "),
    Case("JUMPINOTECH PORT", "3001", "| jumpinotech "),
    Case("luci port", "3004", "| luci "),
    Case("which app is on 3002", "wegweiserlife", "| wegweiserlife "),
    Case("what runs on port 3001", "jumpinotech", "| jumpinotech "),
    Case("who has port 3004?", "luci", "| luci "),
    Case("what is the supervisor name of luci", "site-luci", "| luci "),
    Case("supervisor program of nearyou", "site-nearyou", "| nearyou "),
    Case("what port does site-luci have", "3004", "| luci "),
    Case("which port does luci.example use", "3004", "| luci "),
    Case("host name of wegweiserlife", "wegweiserlife.example", "| wegweiserlife "),
    Case("what is the domain of luci", "luci.example", "| luci "),
    Case("where is the directory of nearyou", "/var/www/nearyou", "| nearyou "),
    Case("which folder is luci in", "/var/www/luci", "| luci "),
    Case("when does nightly-update run", "03:30 nightly", "nightly-update.sh"),
    Case("when does the nightly update run", "03:30 nightly", "nightly-update.sh"),
    Case("schedule of db-backup", "02:00 nightly", "db-backup.sh"),
    Case("which script does db-backup run", "/home/deploy/scripts/db-backup.sh", "db-backup.sh"),
    Case("where is the certificate", "/etc/ssl/cloudflare/origin.pem", "Certificate: "),
    Case("certificate path", "/etc/ssl/cloudflare/origin.pem", "Certificate: "),
    Case("config root of nginx", "/etc/nginx/sites-enabled/", "Config root: "),
    Case("what is the nginx config root", "/etc/nginx/sites-enabled/", "Config root: "),
    Case("where do the dumps lie", "r2:my-backups/postgres/", "Dumps: "),
  ]

  @Test(arguments: answered) func answers(_ example: Case) throws {
    let text = try text(at: "AGENTS.md")
    guard case .found(let answers) = Lookup.answer(example.question, in: try runbook(text)) else {
      Issue.record("\(Lookup.answer(example.question, in: try runbook(text)))")
      return
    }
    #expect(Set(answers.map(\.value.value)) == [example.value])
    let expected = place(of: example.value, inLineWith: example.anchor, of: text)
    #expect(answers.contains { $0.value.range.short == expected })
  }

  @Test(arguments: [
    "what port does redis run on", "port of postgres", "what port does lucia run on", "where does apache lie",
    "when does the log rotation run", "host name of mail", "which app is on 3999",
    "what port does site-foo have",
    "what is the password of luci", "who wrote nearyou", "what colour is wegweiserlife", "how old is luci",
    "when does luci.sh run", "which port is 8080", "", "?", "what is the", "port of l\u{443}ci",
    "when does nightly-backup run", "what is the memory limit of nearyou",
  ]) func doesNotAnswer(_ question: String) throws {
    let answer = Lookup.answer(question, in: try runbook(text(at: "AGENTS.md")))
    if case .found(let answers) = answer { Issue.record("\(answers)") }
  }

  /// A word that nothing in the runbook accounts for keeps the question from being answered.
  @Test(arguments: [
    "port of the luci database", "what port does the redis of nearyou use", "which app is not on 3002",
    "who is deploy", "port of the certificate",
  ]) func leavesNoWordAside(_ question: String) throws {
    let answer = Lookup.answer(question, in: try runbook(text(at: "AGENTS.md")))
    if case .found(let answers) = answer { Issue.record("\(answers)") }
  }

  @Test func offersTheNearestName() throws {
    let runbook = try runbook(text(at: "AGENTS.md"))
    guard case .notStated(let about, let nearest) = Lookup.answer("port of nearyuo", in: runbook) else {
      Issue.record("answered")
      return
    }
    #expect(about.isEmpty && nearest == ["nearyou"])
  }

  @Test func saysWhatItDoesSay() throws {
    let runbook = try runbook(text(at: "AGENTS.md"))
    guard case .notStated(let about, _) = Lookup.answer("what colour has luci", in: runbook) else {
      Issue.record("answered")
      return
    }
    #expect(about.map { $0.address.field ?? "" } == ["port", "program", "host", "directory"])
  }

  @Test func twoAnswersAreTwo() throws {
    let runbook = try runbook(text(at: "AGENTS.md"))
    guard case .ambiguous(let answers) = Lookup.answer("port of luci and nearyou", in: runbook) else {
      Issue.record("no two answers")
      return
    }
    #expect(Set(answers.map(\.value.value)) == ["3003", "3004"])
  }

  @Test(
    arguments: [
      ("lucy", ["luci"]), ("near", ["nearyou"]), ("zzz", []), ("LUCI", ["luci"]),
    ] as [(String, [String])]) func nearest(_ word: String, _ words: [String])
  {
    #expect(Nearest.words(to: word, among: ["jumpinotech", "luci", "nearyou", "wegweiserlife"]) == words)
  }

  static let invented = """
    # Orchard

    The ledger keeps its file in `/srv/orchard/ledger.db`.

    | Service | Port | Owner |
    |---|---|---|
    | press | 7001 | Mara |
    | cellar | 7002 | Jonas |

    ## Operation
    - Restart the press: `sudo systemctl restart press`
    - Neustart Keller: `sudo systemctl restart cellar`
    - Never delete `/srv/orchard/ledger.db`.

    ## Jobs
    - 04:15 nightly: /srv/orchard/bin/count-apples.sh

    ## Deployment
    ```bash
    # Start/stop the mill
    systemctl start mill
    systemctl stop mill
    ```

    ## Sauvegarde
    - Dossier des sauvegardes: /srv/orchard/copies/

    ## Copia de seguridad
    - Servidor de correo: mail.orchard.example
    """

  @Test(
    arguments: [
      ("what port does the press use", ["7001"]), ("which service listens on 7002", ["cellar"]),
      ("how many services are there", ["2"]), ("who is the owner of cellar", ["Jonas"]),
      ("how do I restart the press", ["sudo systemctl restart press"]),
      ("wie starte ich cellar neu", ["sudo systemctl restart cellar"]),
      ("Neustart cellar", ["sudo systemctl restart cellar"]),
      ("when does count-apples run", ["04:15 nightly"]), ("how do I stop the mill", ["systemctl stop mill"]),
      ("où est le dossier des sauvegardes", ["/srv/orchard/copies/"]),
      ("how do I restart the mill", []), ("how do I restart the web service", []),
      ("what port does redis use", []),
      ("which service is not on 7001", []), ("is the press running", []), ("how do I back up the cellar", []),
      ("where are the apples", []), ("what is the port of the owner", []),
    ] as [(String, [String])]) func answersWhatIsStatedOnly(_ question: String, _ values: [String]) throws
  {
    var told: [String] = []
    if case .found(let answers) = Lookup.answer(question, in: try runbook(Self.invented)) {
      told = Array(Set(answers.map(\.value.value))).sorted()
    }
    #expect(told == values)
  }

  @Test(arguments: [
    ("Op welke poort draait IMAP?", "993"), ("Wat is het adres van IMAP?", "10.0.0.3"),
    ("Qual é a porta do IMAP?", "993"),
    ("Auf welchem Port läuft IMAP?", "993"), ("Quelle est l'adresse IP de IMAP ?", "10.0.0.3"),
    ("Quel est le port de courriel ?", "25"),
  ]) func answersInManyLanguages(_ question: String, _ value: String) throws {
    let text =
      "| Service | Port | IP |\n|---|---|---|\n| IMAP | 993 | 10.0.0.3 |\n| courriel | 25 | 10.0.0.4 |\n"
    guard case .found(let answers) = Lookup.answer(question, in: try runbook(text)) else {
      Issue.record("\(Lookup.answer(question, in: try runbook(text)))")
      return
    }
    #expect(answers.map(\.value.value) == [value])
  }

  @Test(arguments: [
    ("Kept in `/x` on disk `8f3c-1a2b`. Ten copies.", "How many copies are kept?"),
    ("The script is `/opt/nightly-copy` and it writes a log.", "When do the nightly copies run?"),
    ("There used to be a wiki on port 8080.", "What port does the wiki run on?"),
    ("Domain: `x.org` is not our domain", "What is the domain?"),
    ("- host: `89.111.153.129`", "What is the domain?"),
    ("The logs are configured in `/etc/systemd/journald.conf`.", "Where are the logs?"),
    ("```sh\ndocker compose down -v  # CAUTION\n```", "How do I stop everything?"),
    ("```sh\ngit push --no-verify\n```", "How do I check the status?"),
    ("## Database restore\n\nEmpty it:\n\n```sh\ndropdb x\n```", "How do I restore the database?"),
    ("```sh\nkubectl rollout restart deployment/x\n```", "How do I deploy?"),
    ("## Backup\n\n```sh\nls -l /srv/x\n```", "How do I start the backup?"),
    ("```sh\n# Download the backup\naws s3 cp s3://x/y /srv/y\n```", "How do I start the backup?"),
    ("```sh\nrclone copy r2:backup/x /tmp/\n```", "How do I start the backup?"),
    ("```sh\nchmod +x /opt/backup.sh\n```", "How do I start the backup?"),
    ("```sh\nsudo pg_dump --clean shop > x\n```", "How do I clean up the shop?"),
    ("- Restart: `pm2 restart x`", "May I restart?"),
    ("- Backup retention: 7 daily", "When does the backup run?"),
    ("- Cron jobs: nightly at 3:10", "How many cron jobs are there?"),
    ("The v2 jobs run by cron.", "How many cron jobs are there?"),
    ("- Complete loss, time to rebuild the copy: 2-3 hours", "When does the complete copy run?"),
    ("The cellar (`/srv/c`) was originally left out of the dump.", "Is the cellar left out of the dump?"),
    ("```sh\n# Orchard\nssh root@10.0.0.9 \"pct enter 7\"\n```", "What is the IP of the orchard?"),
    (
      "| Situation | Who |\n|---|---|\n| Down for more than 30 min | Developer on call |\n", "Who is on call?"
    ),
  ]) func answersNothingElse(_ text: String, _ question: String) throws {
    if case .found(let answers) = Lookup.answer(question, in: try runbook("## Notes\n\n\(text)\n")) {
      Issue.record("\(answers)")
    }
  }
}
