import Findings
import JSON
import Operations
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

@testable import DriftChecks

/// No secret of a runbook is shown; words that only stand in its place are.
struct SecretsTests {
  static let text = """
    # Ops

    - Password: hunter2secret
    - **DB password:** `s3cr3tPW!`
    - Database URL: postgres://app:pa55w0rd@db.internal/x

    | Variable | Value |
    |---|---|
    | `JWT_SECRET` | abcdef123456 |
    | PORT | 3000 |

    | Service | Port | Password |
    |---|---|---|
    | redis | 6379 | r3d1sPass |

    Dump, never with dbPassword: tops3cret in the log:

    ```sh
    mysqldump --user root --password rootpw1 app
    PGPASSWORD=pgpw123 psql -h db -U app -c 'select 1'
    curl -H 'Authorization: Bearer abcdefgh' https://x.example/api
    ```

    -----BEGIN RSA PRIVATE KEY-----
    MIIEowIBAAKCAQEAabcdef0123456789
    -----END RSA PRIVATE KEY-----

    The port is 3000.

    - Jellyfin's API key for the dashboard: `jf9d8e7c6b5a4f3e2d`
    - El token de DuckDNS: `a7c4d0ad114e40efba1d`

    | Campo | Valore |
    |---|---|
    | Password DB | Pane&Burro2024! |

    The root password is in the vault, that of MariaDB is `Tr0ub4dor&3`.

    """

  static let secrets = [
    "hunter2secret", "s3cr3tPW", "pa55w0rd", "abcdef", "r3d1sPass", "tops3cret", "rootpw1", "pgpw123", "MIIE",
    "jf9d8e7c6b5a4f3e2d", "a7c4d0ad114e40efba1d", "Pane&Burro", "Tr0ub4dor",
  ]

  @Test func noneIsInTheExplanation() throws {
    let explanation = try desk(Self.text, ExampleServer.healthy.recorded).explain()
    var words = ""
    dump(explanation, to: &words)
    for secret in Self.secrets { #expect(!words.contains(secret), "\(secret)") }
    let lines = explanation.chapters[0].lines.map(\.text)
    #expect(lines[2] == "- Password: •••" && lines[3] == "- **DB password:** `•••`")
    #expect(lines[4] == "- Database URL: postgres://app:•••@db.internal/x")
    #expect(lines[9] == "| PORT | 3000 |" && lines.contains("The port is 3000."))
    #expect(lines.contains("PGPASSWORD=••• psql -h db -U app -c 'select 1'"))
  }

  private struct Kept: Journal {
    func append(_ record: JSONObject) async throws(Fault) {}
  }

  /// A token that stands in headings, keys, comments and tables is in the names that are made of them.
  @Test func noneIsInAName() async throws {
    let token = "ghp_0123456789abcdefghijABCDEFGHIJ012345", key = "AKIAIOSFODNN7EXAMPLE",
      word = "hunter2secret9"
    let text = """
      # Ops

      | App | Port | Program |
      |---|---|---|
      | luci | 3004 | site-luci |
      | \(token) | 3005 | x |

      ## Deploy with token \(token)

      - Push: `curl -H "Authorization: Bearer \(token)" https://x`
      - Password: \(word)
      - Database password: postgres

      ```
      # upload with \(word)
      ls /srv
      # restart postgres
      systemctl restart postgres
      ```

      ## Restore \(key)
      1. `ls /a`
      2. `ls /b`

      """
    let door = TestDoor()
    let hands = NoHands(), server = ExampleServer.whole.recorded
    let executor = Executor(
      server: server, actuator: hands, journal: Kept(), locks: hands, digests: TestDigests(), pause: { _ in })
    let desk = try Desk(
      source: MemorySource(text: text), server: server, executor: executor, door: door.door)
    var words = ""
    dump(try await desk.trustStatus().changes, to: &words)
    let trusted = try await door.trust(desk)
    dump(trusted.explain(), to: &words)
    let offers = await trusted.operations(), procedures = await trusted.procedures()
    dump(offers, to: &words)
    dump(procedures, to: &words)
    dump(trusted.subjects, to: &words)
    dump(trusted.lookUp("port of luci"), to: &words)
    dump(await trusted.check(), to: &words)
    for secret in [token, key, word] {
      let letters = secret.lowercased().replacing("_", with: "-")
      #expect(!words.contains(secret) && !words.contains(letters), "\(secret)")
    }
    // What is left of them can still be told and, where it is no secret's, run.
    #expect(offers.contains { $0.card.name == "restart-postgres" && $0.refusal == nil })
    #expect(procedures.map(\.name) == ["restore-secret"])
    let services = offers.first { $0.card.name == "restart-service" }?.accepted
    #expect(services == [["luci"]])
  }

  @Test func noneIsInAnAnswer() throws {
    let desk = try desk(Self.text, ExampleServer.healthy.recorded)
    for question in ["redis password", "ops password", "JWT_SECRET value", "database url", "db password"] {
      var words = ""
      dump(desk.lookUp(question), to: &words)
      for secret in Self.secrets { #expect(!words.contains(secret), "\(question): \(secret)") }
    }
  }

  /// A heading names what its sentences are about.
  @Test func sentencesBelowASecretsHeading() throws {
    let text = "## Master password\n\nAfter each restart, somebody has to unlock the vault by hand.\n"
    let open = try desk(text, ExampleServer.healthy.recorded)
    let told = open.lookUp("What has to be done after each restart to unlock the vault?")
    #expect(told.values.map(\.value) == ["After each restart, somebody has to unlock the vault by hand."])
    let named = try desk(text.replacing("somebody", with: "Hunter2!x"), ExampleServer.healthy.recorded)
    let masked = named.lookUp("What has to be done after each restart to unlock the vault?")
    #expect(masked.values.map(\.value) == ["•••"])
  }

  @Test func carets() throws {
    let desk = try desk("- Password: hunter2 and port: 3000\n", ExampleServer.healthy.recorded)
    let excerpt = desk.excerpt(SourceRange(file: "AGENTS.md", line: 1, column: 31, length: 4))
    #expect(excerpt?.line == "- Password: ••• and port: 3000")
    #expect(excerpt?.caret == "                          ^^^^")
    let secret = desk.excerpt(SourceRange(file: "AGENTS.md", line: 1, column: 13, length: 7))
    #expect(secret?.caret.hasPrefix("            ^") == true)
  }

  /// It has no name: what stands alone below a login is its password, and so it is wherever it stands again.
  @Test(arguments: [
    ["ssh root@203.0.113.9", "Blue7!Harbour"],
    ["```", "ssh ops@mail.example", "```", "", "`S3cure@Harbour`"],
    ["- User: mara", "  h4rbour$Blue"], ["- SSH: root / Blue7!Harbour"],
    ["- user: mara, pass: blue7!harbour"],
    ["- Admin login: `mara` / `P@ssHarbour7`."], ["- Zugang (mara:Blue7!Harbour)"],
    ["- clave: blue7&harbour"],
    ["- 账号 root 密码 Blue7!Harbour"], ["- `sshpass -p Blue7!Harbour ssh root@box7`"],
    ["- `mysql -u root -pBlue7!Harbour shop`"],
    ["mysql -u root -p", "Blue7!Harbour", "", "and then", "", "Blue7!Harbour"],
  ]) func aPasswordAlone(_ lines: [String]) throws {
    let desk = try desk(lines.joined(separator: "\n") + "\n", ExampleServer.healthy.recorded)
    var words = ""
    dump(desk.explain(), to: &words)
    #expect(!words.contains("arbour") && words.contains("secret-in-file"))
  }

  @Test(arguments: [
    ["ssh root@203.0.113.9", "uptime"], ["ssh root@203.0.113.9", "admin@box7.example.net"],
    ["ssh root@203.0.113.9", "$HOME7"], ["The build is called", "Blue7!Harbour"],
    ["ssh mara@box7", "ops#7 is a channel"],
    ["psql shop", "A1=b!cdefgh"], ["- Users: see guide.md#Step2Login"], ["- `ssh root@Harbour7`"],
    ["- `ssh root@box7 'cd /srv&&ls Harbour7'`"], ["- The root of Harbour7 is blue!"],
    ["- Login: mail.example/x?user1=a&b2"],
    ["- user service Blue7-Harbour, ticket#1234"],
  ]) func noPasswordAlone(_ lines: [String]) throws {
    let desk = try desk(lines.joined(separator: "\n") + "\n", ExampleServer.healthy.recorded)
    #expect(desk.explain().chapters[0].lines.map(\.text) == lines)
  }

  @Test(arguments: [
    "`mail-token.secret`: only the token of the robot, without `Bearer`",
    "Use `--mail-token WERT` or `--hook-key VALUE`", "Password: see 1Password", "Token: `$DEPLOY_TOKEN`",
    "Password: <password>", "API key: your-api-key",
    "Secret: /run/secrets/db", "password: `DB_PASSWORD`", "Token: https://vault.example/x", "Key: abc",
    "Token rotation: every 90 days", "postgres://user:${PASSWORD}@db/x", "Passwort: siehe Tresor",
    "PORT: 3000",
  ]) func plainWordsStay(_ line: String) throws {
    let explanation = try desk("- \(line)\n", ExampleServer.healthy.recorded).explain()
    #expect(explanation.chapters[0].lines[0].text == "- \(line)")
  }

  @Test(arguments: ["token=a,", "password: x\n", "- `x --password y z`\n\n", "-----BEGIN PRIVATE KEY-----\n"])
  func hostileTextTakesLinearTime(_ piece: String) throws {
    let text = String(repeating: piece, count: 10_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let desk = try desk(text, ExampleServer.healthy.recorded)
    #expect(clock.measure { _ = desk.explain() } < .seconds(5))
  }

  @Test func aShortSecretIsNoPartOfOtherWords() throws {
    let explanation = try desk("- password: app on app-server, application\n", ExampleServer.healthy.recorded)
      .explain()
    #expect(explanation.chapters[0].lines[0].text == "- password: ••• on app-server, application")
  }
}
