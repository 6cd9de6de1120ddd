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

    - Application: Rented CX31/41 (`/srv/shop`), started by `bin/start.js`

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

  @Test(arguments: cases) func answers(_ example: Case) throws { try example.check() }
}
