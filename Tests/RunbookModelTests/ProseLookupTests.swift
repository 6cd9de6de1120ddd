import Findings
import RunbookModel
import Testing

/// Questions that running text answers, or a table without a name for its values.
struct ProseLookupTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text, question: String
    /// Nil where no one answer may be given.
    var value: String?
    var testDescription: String { question }
    init(_ text: String, _ question: String, _ value: String?) {
      (self.text, self.question, self.value) = (text, question, value)
    }

    func check() throws {
      let lookup = Lookup.answer(question, in: try runbook(text))
      if case .found(let answers) = lookup {
        #expect(Set(answers.map(\.value.value)) == Set([value].compactMap { $0 }), "\(answers)")
      } else {
        #expect(value == nil, "\(lookup)")
      }
    }
  }

  private static let times = """
    ## Nightly work

    `snapper` runs daily at 4 am (systemd timer). Keeps 14.

    The mirror copies everything every day at 23:00; the *garbage collection* runs on Saturdays at 06:00.

    If the copy at 05:00 fails, call Ann.
    """

  private static let copies = """
    ## Backup and restore

    - **Database**: `/opt/jobs/backup.sh` (cron 01:00).
    - **Files**: copied to a second bucket.
    """

  private static let questions = """
    ## FAQ

    **How long does a release take?**
    About 4 minutes.

    **Who approves a rebuild?**
    Priya (CTO)
    """

  private static let ports = """
    ## Stacks

    | Stack | Host | Published | RAM |
    |---|---|---|---|
    | vault | tank | 127.0.0.1:8222->80/tcp | 256 MB |
    | paper | tank | 127.0.0.1:8010->8000/tcp | 2 GB |

    ## Server

    | | |
    |---|---|
    | **Domain** | app.ledger.test |
    | **Redis** | 10.0.0.9:6379 |
    """

  private static let sites = """
    ## サイト一覧

    | サイト | ドメイン | PHP-FPMポート |
    |---|---|---|
    | ブログ | blog.site.test | 9002 |
    | 採用 | jobs.site.test | 9003 |

    ## PHP-FPMの再起動

    ```bash
    sudo systemctl restart php-fpm
    ```
    """

  static let cases = [
    Case(copies, "How do I restore the database?", nil),
    Case(times, "When does snapper run?", "daily at 4 am"),
    Case(times, "When does the mirror run?", "every day at 23:00"),
    Case(times, "When does the garbage collection run?", "on Saturdays at 06:00"),
    Case(times, "When does Ann run?", nil),
    Case(questions, "How long does a release take?", "About 4 minutes."),
    Case(questions, "Who approves a rebuild?", "Priya (CTO)"),
    Case(questions, "Who approves a release?", nil),
    Case(questions, "When does a release take?", nil),
    Case(ports, "Which port does paper use?", "127.0.0.1:8010->8000/tcp"),
    Case(ports, "What is on port 8222?", "vault"),
    Case(ports, "What is the domain?", "app.ledger.test"),
    Case(ports, "Which port does redis use?", "10.0.0.9:6379"),
    Case(ports, "How many stacks are on tank?", nil),
    Case("## Backup\n\nRepo: ssh://b@backup.test:23/./x\n", "What is the SSH port?", nil),
    Case("## Server\n\nName ....... web01\nSSH ....... port 2222\n", "Wie lautet der SSH-Port?", "2222"),
    Case(sites, "ブログのドメインは？", "blog.site.test"),
    Case(sites, "採用のPHP-FPMポートは？", "9003"),
    Case(sites, "PHP-FPMの再起動はどうやる？", "sudo systemctl restart php-fpm"),
    Case("## 库\n\n- 数据库名：orders\n- 用户：app\n", "数据库名是什么？", "orders"),
    Case("## 库\n\n- 数据库名：orders\n- 用户：app\n", "用户是什么？", "app"),
    Case(
      "### Mastodon\n* Gebruiker: mastodon\n* Map: /srv/m\n\n### Bijwerken van Mastodon\n- `sudo -u postgres psql -l`\n",
      "Welke gebruiker gebruikt Mastodon?", "mastodon"),
    Case(
      "## Deploying\n\n```sh\n# by hand\nbin/kamal deploy\n# only the worker\nbin/kamal deploy --roles=worker\n```\n",
      "How do I deploy?", "bin/kamal deploy"),
    Case("## Datos\n\nEl volcado va a /backup. Retención: 14 días.\n", "¿Cuál es la retención?", "14 días"),
    Case("## Post\n\n- Mail storage — `/var/vmail`\n", "Where is the mail storage?", "/var/vmail"),
    Case(
      "## Verbote\n\n- `apt upgrade` darf nicht verwendet werden.\n", "Kann ich apt upgrade verwenden?",
      "apt upgrade darf nicht verwendet werden."),
    Case(
      "## Datenbank zurückspielen\n\nVorsicht, überschreibt die Live-Datenbank:\n\n```sh\ngunzip < /b/x.gz | mysql shop\n```\n",
      "Wie spiele ich die Datenbank zurück?",
      "gunzip < /b/x.gz | mysql shop"),
  ]

  private static let people = """
    ## Leute

    Ansprechpartner: Heike (0170 1234567), Vertretung: Olaf.

    Every Monday Ann looks at the room with `df -h`. The system is updated by itself.

    Never run `docker compose down -v`, the mail is gone then.

    1. `one`: 10.0.0.1, Ubuntu 24.04
    2. `two`: 10.0.0.2, Debian 12
    """

  private static let tables = """
    ## Sites

    | Site | Port | Base |
    |---|---|---|
    | shop.test | 8001 | shop |
    | queue | n/a | jobs |
    """

  static let others = [
    Case(people, "Wer ist der Ansprechpartner?", "Heike"),
    Case("## 構成\n\n- 管理者: 佐藤\n", "管理者は誰ですか？", "佐藤"),
    Case(people, "How do I update the system?", nil),
    Case(
      people, "Can I run docker compose down -v?", "Never run docker compose down -v, the mail is gone then."),
    Case(people, "Is the mail down?", nil),
    Case(people, "How many hosts are there?", nil),
    Case(tables, "What is the port of queue?", nil),
    Case("## 库\n\n| 名称 | Port |\n|---|---|\n| 数据库 | 3306 |\n", "数据库端口是多少？", "3306"),
    Case("## Reach\n\n**Example:**\nIf your IP is `192.168.1.100`, open it.\n", "What is the IP?", nil),
    Case(
      "## A\n\n| | |\n|---|---|\n| DB server | 10.0.0.9 (Postgres 16) |\n", "How many app servers are there?",
      nil),
    Case(
      "# X\n\n## A database\n\n- Network: `docker compose restart`\n\n## B database\n\n- Restored: `docker compose restart app`\n",
      "How do I restart the database?", nil),
    Case(
      "## Restarting\n\n- Mail: `systemctl restart x-mail`\n- Both: `systemctl restart x-web x-mail`\n",
      "How do I restart x-mail?", "systemctl restart x-mail"),
    Case(
      "## Sauvegardes\n\nBorg envoie tout chaque nuit à 1 h 30.\n", "Quand Borg envoie tout ?",
      "chaque nuit à 1 h 30"),
    Case(tables, "What is the database of shop.test?", "shop"),
    Case(tables, "Combien de sites y a-t-il ?", "2"),
  ]

  private static let boxes = """
    ## VPN neu starten

    ```sh
    sudo systemctl restart vpn
    ```

    ## Show the dump log

    ```sh
    tail -50 /root/dump.log
    ```

    ## Aufgaben

    - **Heilung:** Alle 15 Minuten (`/opt/heal.sh`)
    - **First dump:** 2024-10-26 08:30
    - **Schedule:** Every day at 2:00 AM (server time)

    | User | Project | Port | Domain |
    |---|---|---|---|
    | shop | shop-web | 3145 | shop.test |
    | wiki | (later) | TBD | ? |

    | Variable | Default |
    |---|---|
    | `APP_HOST` | `0.0.0.0` |
    """

  private static let card = """
    ## Map

    | Field | Value | Truth |
    |---|---|---|
    | Server app path | `/srv/shop/app` | Deploy notes |
    | Access ID | `shop.main` | Contract |

    | Path | Description |
    |---|---|
    | `/etc/worker/conf.d/` | Worker config |
    | `/etc/shopd` | Main config |

    | Part | State | Notes |
    |---|---|---|
    | Hook | fine | Port 8080 (proxied) |

    ```
    Database: orders
    Username: shop
    Kernel: 6.8
    ```

    ```sh
    # log in to the server
    ssh root@10.1.1.4
    ```

    - **wipe.yml** - empties the caches
    """

  private static let restores = """
    ## Restore the shop

    To try it first:

    ```sh
    docker compose exec db createdb shop_restore
    ```

    ```sh
    docker compose exec -T db psql shop < dump.sql
    ```
    """

  static let deeds = [
    Case(restores, "How do I restore the shop?", "docker compose exec -T db psql shop < dump.sql"),
    Case(restores, "¿Cómo restauro la base shop?", "docker compose exec -T db psql shop < dump.sql"),
    Case(
      "## Base de Données\n\n### Restore\n\n```sh\ndocker exec -i db mysql -u root shop < s.sql\n```\n",
      "Comment restaurer la base de données ?", "docker exec -i db mysql -u root shop < s.sql"),
    Case(
      "| Job | Interval |\n|---|---|\n| dump | 15 minutes |\n", "How often does the dump run?", "15 minutes"),
    Case(
      "```sh\n# Протухший кэш: очистка\nredis-cli flushdb\n```\n", "Как очистить кэш?", "redis-cli flushdb"),
    Case(
      "```sh\n# Vider le cache\nphp artisan cache:clear\n```\n", "How do I clear the cache?",
      "php artisan cache:clear"),
    Case(
      "## Schema\n\n```sh\nmake migrate\nmake migrate:undo\n```\n", "Comment lancer les migrations ?",
      "make migrate"),
    Case("- Backups manuais: `/opt/copia.sh`\n", "Como faço um backup manual?", "/opt/copia.sh"),
    Case(
      "```\n# Journal, petit\n5 1 * * * /opt/a.sh\n# Journal, grand\n5 2 * * * /opt/b.sh\n```\n",
      "Quand est exécuté le petit journal ?", "5 1 * * *"),
    Case(
      "## Restaurer le verger (entier)\n\n```sh\n/opt/restore.sh x\n```\n",
      "Comment restaurer le verger entier ?", "/opt/restore.sh x"),
    Case(
      "| Порт | Сервис |\n|---|---|\n| 7001 | сад |\n| 7002 | пресс |\n", "Какой сервис слушает порт 7002?",
      "пресс"),
    Case("## 規則\n\n- 門番を再起動しないこと。\n", "門番を再起動してもいいですか？", "門番を再起動しないこと。"),
    Case("We keep 14 daily dumps.\n", "How many dumps do we keep?", "14"),
  ]

  static let more = [
    Case(boxes, "Wie starte ich das VPN neu?", "sudo systemctl restart vpn"),
    Case(boxes, "Wie kann ich das VPN neu starten?", "sudo systemctl restart vpn"),
    Case(boxes, "How do I view the dump log?", "tail -50 /root/dump.log"),
    Case(boxes, "Wie oft läuft die Heilung?", "Alle 15 Minuten (/opt/heal.sh)"),
    Case(boxes, "When does the dump run?", nil),
    Case(boxes, "What is the domain of the shop project?", "shop.test"),
    Case(boxes, "What port does wiki use?", nil),
    Case(boxes, "What is the default of APP_HOST?", "0.0.0.0"),
    Case(
      "## P\n\n| Сервис | Порт |\n|---|---|\n| лавка | 3001 |\n", "На каком порту работает лавка?", "3001"),
    Case(card, "What is the server app path?", "/srv/shop/app"),
    Case(card, "What is the access ID?", "shop.main"),
    Case(card, "Where is the worker config?", "/etc/worker/conf.d/"),
    Case(card, "Which port does Hook run on?", "8080"),
    Case(card, "What is the name of the database?", "orders"),
    Case(card, "Where is the main config?", "/etc/shopd"),
    Case(card, "Which kernel runs on the server?", "6.8"),
    Case("## Ports in use\n\n- 3042 (forum)\n", "What runs on port 3042?", "forum"),
    Case("## Ports in use\n\n- 3042 (forum)\n", "Which port does the forum use?", "3042"),
    Case("```\nDatabase: PostgreSQL\nKernel: 6.8\n```\n", "What is the name of the database?", nil),
    Case(
      "## Release\n\n- Update the code: `git pull && docker compose up -d --build`\n",
      "How do I update the code?",
      "git pull && docker compose up -d --build"),
    Case(card, "What does wipe.yml do?", "empties the caches"),
    Case(card, "What is the IP of the server?", "10.1.1.4"),
    Case("## P\n\n- Staging port: 7001\n", "What is the port?", nil),
    Case("## P\n\n- Staging port: 7001\n", "What is the staging port?", "7001"),
    Case("```sh\n# 打包数据（数据库）\ntar czf x.tgz -C /srv/shop data\n```\n", "数据库是什么文件？", nil),
  ]

  @Test(arguments: cases + others + deeds + more) func answers(_ example: Case) throws { try example.check() }
}
