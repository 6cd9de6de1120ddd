import Findings
import RunbookModel
import Testing

/// Questions that say more than the runbook, or say it in two words: when it is done, what kind of thing a name is of.
struct LooseQuestionTests {
  typealias Case = ProseLookupTests.Case

  private static let shop = """
    # Shop on the VPS

    **System:** Debian 12.5
    **PHP:** 8.3
    **Mail:** `mta` (Exim 4.98)
    **Proxy:** Caddy 2.8, in front of Tomcat 10

    ## Folders

    ```
    /srv/shop/       → Shop of today
    /srv/attic/      → Shop of old
    ```

    ## Copies

    Retention (borg prune): **9 daily, 3 weekly**.

    ### Orders copy script

    - Script: `/opt/jobs/copy-orders.sh`
    - Schedule (user `shop` crontab): `7 3 * * *`

    ## Deeds

    1. Stop the writers: `sudo systemctl stop shop-writer`
    2. Pull and restart: `git pull origin stable`

    ```sh
    sudo systemctl restart apache2
    journalctl -u shop-failover -n 50
    ```

    ```sh
    # Run the health check
    ./tools/doctor.py
    # Check the collector's health
    grep -i late health/today.json
    ```

    **Heartbeat:** `curl http://localhost:4711/beat`

    | Key | Env Var | From |
    |---|---|---|
    | Grocer | `GROCER_TOKEN` | the account |
    | Mail | `MAIL_TOKEN` | the account |

    The nightly workflow (`Night shift`) packs what was sold. Edit `/srv/shop/rear/.env`
    or `front/.env.local` for that.

    - The cache listens on `127.0.0.1:6399`.
    - The packer should be run as root.
    - `front` is the shop's window

    ```sh
    ./serve --proof-port 8899
    ```

    **Please confirm before:**

    - `rm -rf /srv/attic`
    """

  static let cases = [
    Case(shop, "How do I stop the writers before a restore?", "sudo systemctl stop shop-writer"),
    Case(shop, "Where is the shop of today on the server?", "/srv/shop/"),
    Case(shop, "Where are the attics before a restore?", nil),
    Case(shop, "How do I see the logs of the failover service?", "journalctl -u shop-failover -n 50"),
    Case(shop, "How do I remove the failover service?", nil),
    Case(shop, "How do I restart Apache?", "sudo systemctl restart apache2"),
    Case(shop, "How do I run the health check?", "./tools/doctor.py"),
    Case(shop, "How do I see the heart beat?", "curl http://localhost:4711/beat"),
    Case(shop, "Which environment variable holds the Grocer key?", "GROCER_TOKEN"),
    Case(shop, "What is the name of the nightly workflow?", "Night shift"),
    Case(shop, "Where is the env file of the rear?", "/srv/shop/rear/.env"),
    Case(shop, "What address does the cache listen on?", "127.0.0.1:6399"),
    Case(shop, "How often does the orders copy script run?", "7 3 * * *"),
    Case(shop, "How long are the daily copies kept?", "9 daily, 3 weekly"),
    Case(shop, "When is the orders copy launched automatically?", "7 3 * * *"),
    Case(shop, "Which version of PHP is installed?", "8.3"),
    Case(shop, "Which Tomcat version runs on the server?", "10"),
    Case(shop, "Which version of Caddy runs on the server?", "2.8"),
    Case(shop, "Which version of Debian is installed?", "12.5"),
    Case(shop, "Which version of Exim is installed?", nil),
    Case(shop, "How do I restart all three shops?", nil),
    Case(desk, "Which OS does the server run?", "Ubuntu 22.04"),
    Case(desk, "What operating system is on the server?", "Ubuntu 22.04"),
    Case(desk, "Which proxy is used, nginx or Caddy?", "Caddy (TLS for all)"),
    Case(desk, "The disk is full, how do I get rid of old journal logs?", "sudo journalctl --vacuum-time=7d"),
    Case(desk, "When does the desk backup run?", "Daily at 00:40"),
    Case(desk, "Where are the TLS certificates?", "/etc/desk/live/"),
    Case(desk, "How do I log in to the server?", "ssh mara@10.0.0.9"),
    Case(desk, "Which port does the game server use?", "7707"),
    Case(desk, "Which port does the tea server use?", nil),
    Case(desk, "Who owns the attic?", "desk:www-data, 750"),
    Case(desk, "Is it safe to delete the attic?", "Never: Delete /srv/attic"),
    Case(desk, "How do I restart the containers?", "docker compose -f desk.yml restart"),
    Case(desk, "How do I check that the desk is healthy?", "curl -s localhost:4411/healthz"),
    Case(desk, "What is the domain?", nil),
    Case(desk, "What web server is used?", nil),
  ]

  private static let desk = """
    # Desk

    - The box runs Ubuntu 22.04 and serves desk.test.net.
    - **Proxy:** Caddy (TLS for all)
    - Attic: `desk:www-data`, 750
    - Units: `desk-web.service`

    Certificates are stored in `/etc/desk/live/` and read by the proxy.

    ## Ports

    | Port | Service |
    |---|---|
    | 4411 | game-api |
    | 7707 | frontier (game server) |
    | 7708 | kettle (tea and cake server) |

    ## Backups

    ### Desk

    | Setting | Value |
    |---|---|
    | Target | `s3:http://10.0.0.8:9000/desk` |
    | Schedule | Daily at 00:40 |

    Retention: 24 hourly, 7 daily

    ## Deeds

    ```sh
    # Look at the log
    ssh mara@10.0.0.9 "tail -30 /var/log/desk.log"
    ssh mara@10.0.0.9
    # Clear old journal logs
    sudo journalctl --vacuum-time=7d
    # Start everything anew
    docker compose -f desk.yml restart
    curl -s localhost:4411/healthz
    ```

    **Never:**

    - Delete `/srv/attic`
    """

  private static let dienst = """
    # Werkstatt

    ```sh
    sudo systemctl restart werk-admin
    ```

    | Variable | Default |
    |---|---|
    | `DB_USER` | `werkuser` |

    ## Copies

    | Quoi | Comment |
    |---|---|
    | Rétention | 30 jours glissants (volume copies) |

    ```sh
    # Auf dem Server:
    sudo systemctl start werk-backup.service
    # Lokal (Entwicklung):
    ./tools/backup.sh
    ```

    ## 服务器

    - 端口: 4411
    - 备份: 每天 3:05
    """

  static let foreign = [
    Case(dienst, "Wie starte ich den Admin-Dienst neu?", "sudo systemctl restart werk-admin"),
    Case(dienst, "端口是多少？", "4411"),
    Case(dienst, "Welchen Datenbankbenutzer nutzt die Werkstatt?", "werkuser"),
    Case(dienst, "Combien de temps garde-t-on les copies ?", "30 jours glissants (volume copies)"),
    Case(dienst, "Wie starte ich die Kopie von Hand?", "sudo systemctl start werk-backup.service"),
    Case(dienst, "备份多久运行一次？", "每天 3:05"),
  ]

  @Test(arguments: cases + foreign) func answers(_ question: Case) throws { try question.check() }

  /// Each word may be left out or not, and whoever asks chooses how many there are: read in every way, these take half a
  /// minute, and twice as long with each further word.
  @Test(arguments: [
    "How do I restart " + String(repeating: "loom complete service weft ", count: 8) + "before dawn?",
    "What port has " + String(repeating: "loom complete server ", count: 8),
    "Which port has the loom " + String(repeating: "heart beat ", count: 8),
  ]) func manyWordsAreReadInFewWays(_ question: String) throws {
    let runbook = try runbook(Self.shop)
    let took = ContinuousClock().measure {
      guard case .notStated = Lookup.answer(question, in: runbook) else {
        Issue.record("answered")
        return
      }
    }
    #expect(took < .seconds(3))
  }

  @Test func whatHasToBeConfirmedIsNotOffered() throws {
    #expect(!(try runbook(Self.shop).commands.contains { $0.line.template.hasPrefix("rm ") }))
  }

  @Test func aScheduleNamesTheScriptBesideIt() throws {
    let schedule = try #require(try runbook(Self.shop).schedules.first)
    #expect(schedule.command.value == "/opt/jobs/copy-orders.sh")
    #expect(schedule.user == "shop")
  }

  @Test(arguments: ["see crontab", "system crontab"]) func noUserIsCalledSo(_ words: String) throws {
    let schedules = try runbook("## Copies\n\n- Schedule (\(words)): `7 3 * * *`\n").schedules
    #expect(schedules.map(\.user) == [nil])
  }
}
