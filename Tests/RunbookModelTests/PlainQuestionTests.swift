import Findings
import RunbookModel
import Testing

/// Questions in the words of somebody who does not have the runbook open.
struct PlainQuestionTests {
  typealias Case = ProseLookupTests.Case

  private static let recovery = """
    ## Recovery

    1. If the proxy fails, look at its configuration:
       - `docker compose exec proxy caddy validate`
    2. Restart what is broken:
       - `docker compose restart proxy`
       - `docker compose restart cache`

    ## After a leak

    - Write the new secrets and restart:
      - `sudo docker compose restart mail cache proxy`

    ## Checks

    ```sh
    # Dumps
    ls -lh /srv/dumps/orders/

    # Look at the cron log
    tail -f /var/log/shop-cron.log

    # Certificates are in letsencrypt/live/
    bun scripts/check_stock_age.ts
    STAGE=live bun scripts/check_stock_age.ts
    ```

    - Certificates lie under `letsencrypt/live/`.
    - **Passwords**: stored in `.shop.env` (not in git)
    - **Worker stopped**: `pm2 restart shop-worker`
    - Cipher: locks/unlocks passwords with age

    To roll back, put the tag of the week before into `.env` and start again.

    `sweep` drops what is older than a week. We have a `fetcher` as well, and `tell.sh` to
    send mail.
    """

  private static let jobs = """
    ## Jobs

    ```cron
    # Weekly care (leaves the dumps to their own job)
    0 3 * * 0 /opt/jobs/weekly.sh
    # Weekly dumps
    15 3 * * 0 /opt/jobs/weekly_dumps.sh
    ```

    By hand:

    ```sh
    # Care (dry run; will not reboot)
    /opt/jobs/weekly.sh
    ```

    ## TLS

    ### Installation

    ```sh
    sudo certbot --nginx -d shop.test
    ```

    ## Renewal

    ```sh
    ./renew.sh
    ```

    ## Deploy the whole shop

    - Application: Rented AB12/34 (`/srv/shop`), started by `bin/start.js`

    ```sh
    # Deploy the shop
    ansible-playbook shop.yml
    ```
    """

  private static let copies = """
    ## Copias

    - Listar copias: `ls /srv/copias`
    - Log del cron: `/var/log/copias.log`

    ## Restaurar

    ```sh
    psql shop < copia.sql
    ```

    ## Dump

    ```sh
    mysqldump --quick shop > shop.sql
    ```

    Checklist dump:
    1. Look at its size.
    2. Write down its sum.
    """

  static let cases = [
    Case(recovery, "How do I restart the proxy?", "docker compose restart proxy"),
    Case(recovery, "Where are the dumps?", "/srv/dumps/orders/"),
    Case(recovery, "Where is the cron log?", "/var/log/shop-cron.log"),
    Case(recovery, "How do I check the stock age?", "bun scripts/check_stock_age.ts"),
    Case(recovery, "Where are the certificates?", "letsencrypt/live/"),
    Case(recovery, "Where are the passwords?", "stored in .shop.env (not in git)"),
    Case(recovery, "The worker has stopped, what do I do?", "pm2 restart shop-worker"),
    Case(recovery, "Where does the cipher lie?", nil),
    Case(
      recovery, "How do I roll back?",
      "To roll back, put the tag of the week before into .env and start again."),
    Case(recovery, "What does sweep do?", "sweep drops what is older than a week."),
    Case(recovery, "What does fetcher do?", nil),
    Case(recovery, "What does tell.sh do?", "We have a fetcher as well, and tell.sh to\nsend mail."),
    Case(jobs, "When do the weekly dumps run?", "15 3 * * 0"),
    Case(jobs, "How do I reboot the server?", nil),
    Case(jobs, "How do I install nginx?", nil),
    Case(jobs, "How do I renew the certificate?", nil),
    Case(jobs, "How do I roll out the complete shop?", "ansible-playbook shop.yml"),
    Case(jobs, "In which folder is the application?", "/srv/shop"),
    Case(copies, "¿Cómo listo las copias?", "ls /srv/copias"),
    Case(copies, "¿Dónde está el log del cron?", "/var/log/copias.log"),
    Case(copies, "¿Cómo recupero la copia?", "psql shop < copia.sql"),
    Case(copies, "How do I make a dump?", "mysqldump --quick shop > shop.sql"),
    Case(
      "## Sicherung\n\n- Wiederherstellen: `/opt/back.sh`\n", "Wie stelle ich die Sicherung wieder her?",
      "/opt/back.sh"),
    Case("## 蔵\n\n```sh\n# エラーログ\ntail -f /var/log/kura.log\n```\n", "エラーログはどこ？", "/var/log/kura.log"),
    Case("## 蔵\n\n| 項目 | 値 |\n|---|---|\n| 起動OS | Debian 13 |\n", "起動OSは？", "Debian 13"),
    Case("## Server\n\n- IP: 10.0.0.9\n", "What is the server's IP?", "10.0.0.9"),
    Case("## Copy\n\n- Copies: `copy.sh`, nightly\n", "Which script backs up the files?", nil),
  ]

  private static let house = """
    ## Systemd unit

    Location: `/etc/systemd/system/shop.service`

    ## Backup schedule

    - Call `make backup` every night or more often.

    ## Web containers anzeigen

    ```sh
    pct list
    ```

    ## Proxy updates (after each new network)

    ```sh
    docker compose -f infra/proxy.yml up -d
    ```

    ## Restart

    ```sh
    # Restart the whole container
    docker compose up -d web
    docker compose restart web
    ```

    ## Show

    ```sh
    docker compose logs web
    docker compose logs -f web
    ./ops.sh logs mail
    ```

    ## Rest

    ```sh
    ./tidy.sh
    APPLY=1 ./tidy.sh
    ```

    ```text
    ops/
    ├── tell.sh     # Mail to the owner
    └── parts/half/ # Unfinished orders
    ```

    ```text
    80/443
      -> caddy

    Shop network: edge
    Written anew: stacks/*/made/*
    ```

    ```text
    Base domain    home.test
    Resolvers      10.0.0.53, 10.0.1.53
    ```

    ```
    NAME     STATUS
    Stork    Up
    ```

    | What | First fix |
    |---|---|
    | Disk full | `docker image prune`, then look again |

    After **90 days** of non-payment the shop is closed for good.

    `stork` is the public edge. It is the best we have.

    By default the overlay is **disabled** here.

    - Hosts: see `/etc/hosts` for the web directory
    - Copies put by hand from the volume of `a/` to `b_c/` stay there
    - Ops by hand: `ops/deploy-worker.py`
    - Node on the host: v20.x
    """

  static let others = [
    Case(house, "Where is the systemd unit?", "/etc/systemd/system/shop.service"),
    Case(house, "When does the backup run?", "Call make backup every night or more often."),
    Case(house, "Wie zeige ich alle Web-Container an?", "pct list"),
    Case(house, "How do I update the proxy?", "docker compose -f infra/proxy.yml up -d"),
    Case(house, "How do I restart web?", "docker compose restart web"),
    Case(house, "How do I see the logs of mail?", "./ops.sh logs mail"),
    Case(house, "How do I apply the tidy script?", nil),
    Case(house, "Which script sends mail to the owner?", "tell.sh"),
    Case(house, "Where are unfinished orders kept?", "parts/half/"),
    Case(house, "What do I do when the disk is full?", "docker image prune, then look again"),
    Case(
      house, "What happens after 90 days of non-payment?",
      "After 90 days of non-payment the shop is closed for good."),
    Case(house, "Which host is the public edge?", "stork"),
    Case(house, "Which host is the best?", nil),
    Case(house, "What is the base domain?", "home.test"),
    Case(house, "Which resolvers are used?", "10.0.0.53, 10.0.1.53"),
    Case(house, "What is the shop network?", "edge"),
    Case(house, "Where is what is written anew?", "stacks/*/made/*"),
    Case(house, "What is the name of Stork?", nil),
    Case(house, "Is the overlay enabled by default?", "By default the overlay is disabled here."),
    Case(house, "Where is the worker script?", nil),
    Case(house, "Which Node version runs on the host?", "v20.x"),
  ]

  private static let care = """
    ## Deployment and configuration tips

    - Certificates are expected under `/etc/tls/shop/`.
    - `tally.py` — counts the live orders

    ## Tests

    ```sh
    sudo reboot
    ```

    ## VM backup

    | Detail | Value |
    |---|---|
    | **Schedule** | Daily at 11:37 |
    | **Verification** | Weekly look at a backup |
    | **Retention** | the nightly backups of 9 days |
    | **Location** | the storage of `pbs-3` |

    ## Restore

    ```sh
    # Restore the database of the shop
    gunzip -c /b/shop.gz | docker exec -i shop-db psql shop
    # Restore the database of the mail
    gunzip -c /b/mail.gz | docker exec -i mail-db psql mail
    # Try it
    gunzip -c /b/x.gz | docker exec -i restore-test-database psql x
    ```

    ```sh
    # Restart
    docker compose up -d
    ```

    ```sh
    DUMP_DIR=/opt/dumps ./dump.sh all
    ```

    ## Deployment of the archive

    ```sh
    # Restart
    podman compose up -d archive
    ```

    ## Rest

    ```sh
    redis-cli -h cache ping
    # Script: /opt/pages.sh
    tar -czf /b/pages.tgz pages/
    ```

    The script prints what it finds.
    """

  static let cautious = [
    Case(care, "Where is the configuration?", nil),
    Case(care, "Which script counts the live orders?", "tally.py"),
    Case(care, "How do I run the tests?", nil),
    Case(care, "When does the VM backup run?", "Daily at 11:37"),
    Case(care, "Where are the VM backups?", "the storage of pbs-3"),
    Case(care, "How do I restore the database?", nil),
    Case(care, "How do I deploy the archive?", nil),
    Case(care, "What is the domain?", nil),
    Case(care, "What does the script do?", nil),
    Case(care, "Which script packs the pages?", nil),
  ]

  @Test func whatStandsBeforeACommandIsASettingUpToItsEnd() throws {
    let claims = try runbook(Self.care).mentions
    #expect(claims.first { $0.label == "DUMP_DIR" }?.value.value == "/opt/dumps")
  }

  @Test func whatLooksAtTheSameStandsSideBySide() throws {
    guard case .found(let answers) = Lookup.answer("How do I see the web logs?", in: try runbook(Self.house))
    else {
      Issue.record("no one answer")
      return
    }
    #expect(answers.map(\.value.value) == ["docker compose logs web", "docker compose logs -f web"])
  }

  @Test func theValueThatAllHaveStandsFirst() throws {
    let text =
      "## Help\n\n- Logs: `/l/copy.log` and `/l/mail.log`\n\n## Watch\n\n```sh\n# Show the copy\ntail -f /l/copy.log\n```\n"
    guard case .found(let answers) = Lookup.answer("Where is the copy log?", in: try runbook(text)) else {
      Issue.record("no one answer")
      return
    }
    #expect(answers.map(\.value.range.line) == [9, 3])
    #expect(answers.first?.value.value == "/l/copy.log")
  }

  @Test(arguments: cases + others + cautious) func answers(_ example: Case) throws { try example.check() }
}
