import Findings
import RunbookModel
import Testing

/// What sentences, lists and commands name.
struct MentionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text, label: String
    var values: [String]
    var testDescription: String { text }
    init(_ text: String, _ label: String, _ values: [String]) {
      (self.text, self.label, self.values) = (text, label, values)
    }
  }

  static let cases = [
    Case("- Firewall: open ports 80, 443 and 2222\n", "port", ["80", "443", "2222"]),
    Case("## Ports in use\n\n- 3000 (shop)\n- 3001 (in use)\n- 3002 – forum\n", "port", ["3000", "3002"]),
    Case("## Rooms\n\n- 3000 (shop)\n", "port", []),
    Case("- Shop: `shop.test` -> `web` (4000), `db` (16)\n", "port", ["4000"]),
    Case("```\n├─ web (port 4000)\n│  └─ old\n```\n", "port", ["4000"]),
    Case("- Login: `sshpass -p 0000 ssh a@b`\n", "port", []),
    Case("```sh\ndocker logs --tail 100 -f web\n```\n", "container", ["web"]),
    Case("```sh\ndocker logs --tail 100 -f web\n```\n", "file", []),
    Case("```sh\ndocker compose -f a.yml logs -f web\n```\n", "file", ["a.yml", "a.yml"]),
    Case("```sh\ncertbot renew -q -d shop\n```\n", "database", []),
    Case("```sh\ncat /path/to/x.log\n```\n", "log file", []),
    Case("```env\nQUEUE=redis://host:6379\n```\n", "QUEUE", []),
    Case("## Server: 10.0.0.7 (Debian)\n", "ip", ["10.0.0.7"]),
    Case("```sh\n# Shop\nssh root@10.0.0.7 \"vzdump 7\"\n```\n", "ip", []),
    Case("```sh\n# Shop\nssh -l ann 10.0.0.7 'ls /'\n```\n", "ip", []),
    Case("- Login: `ssh root@10.0.0.7`\n", "ip", ["10.0.0.7"]),
    Case("- Seen: on June 3, 2024\n", "Seen", []),
    Case("- Remote: http://your-server-ip:8000\n", "Remote", []),
    Case("- Seen: web, June 3, 2024\n", "Seen", ["web", "June 3, 2024"]),
    Case("- Ports: etcd 2379, web 80\n", "Ports", ["2379", "etcd 2379", "80", "web 80"]),
    Case("- Limits: web 100, db 20\n", "Limits", ["web 100", "db 20"]),
    Case("- It moved from port 3000 to port 3001.\n", "port", ["3001"]),
    Case("- Copies: keeps the last 9\n", "keep", ["9"]),
    Case("- Copies: retention by `prune --hourly 9 --yearly 2`\n", "keep", []),
    Case("```sh\ngit clone https://example.com/shop.git\n```\n", "repository", []),
    Case("- Open `https://shop.tudominio.com/status`\n", "url", []),
    Case("- Copies lie at `s3://bucket/shop/x.gz`\n", "url", []),
    Case("- Web (3000) + Api (8081), Cache (6380)\n", "port", ["3000", "8081", "6380"]),
    Case("- Rooms: Red (101), Blue (102)\n", "port", []), Case("- Ann (1998), Bo (2003)\n", "port", []),
    Case(
      "Open ports 80/443. `4000/tcp` stays shut; it listens on 4001.\n", "port",
      ["80/443", "4000/tcp", "4001"]),
    Case("It runs as the `shop` user, logged in as user `mara`.\n", "user", ["shop", "mara"]),
    Case("All join the `mesh` Docker network, or one named `spare`.\n", "network", ["mesh"]),
    Case("All join the `mesh` Docker network, or one named `spare`.\n", "name", ["spare"]),
    Case("The `shop` folder\n", "database", []), Case("Datenbank `shop`\n", "database", ["shop"]),
    Case("- `MAIL_TOKEN`\n- `SHOP_URL` (or `MAIL_URL`)\n", "variable", ["MAIL_TOKEN", "SHOP_URL"]),
    Case("Pinned to `tools/shop:2.1`, not `r2:copies/shop`.\n", "image", ["tools/shop:2.1"]),
    Case("Sessions are `SameSite=strict`.\n", "SameSite", ["strict"]),
    Case("Set `platform: linux/arm64` there.\n", "platform", ["linux/arm64"]),
    Case("- Log: `/srv/<shop>/out.log`, keys in `${ROOT}/keys.json`\n", "log file", ["/srv/<shop>/out.log"]),
    Case("- Log: `/srv/<shop>/out.log`, keys in `${ROOT}/keys.json`\n", "path", ["${ROOT}/keys.json"]),
    Case("```sh\ntail -f /srv/<shop>/out.log\n```\n", "log file", ["/srv/<shop>/out.log"]),
    Case("The pool is mounted at `/pool`; type `/start`.\n", "path", ["/pool"]),
    Case("- `conf/web.yml`: settings of the web\n", "path", ["conf/web.yml"]),
    Case("```\n├── pics/    # all pictures\n```\n", "path", ["pics/"]),
    Case("Edit `conf/web/.env` first. See KEYS.md for more.\n", "path", ["conf/web/.env"]),
    Case("Edit `conf/web/.env` first. See KEYS.md for more.\n", "document", ["KEYS.md"]),
    Case("- Copies: drops old ones (9 daily, 2 weekly)\n", "weekly copies", ["2 weekly"]),
    Case("- Täglich: 9 Kopien behalten\n", "keep", ["9"]), Case("```sh\nping 300.300.0.1\n```\n", "ip", []),
    Case(
      "- Set the port (default: `4000`); time defaults to 15s, by default the best\n", "default",
      ["4000", "15s"]),
    Case("```sh\nscp a.sh ann@10.0.0.7:/srv/\nssh bo@box\n```\n", "user", ["ann", "bo"]),
    Case("```sh\nscp a.sh ann@10.0.0.7:/srv/\n```\n", "ip", ["10.0.0.7"]),
    Case("```sh\nkick 203.0.113.8\n```\n", "ip", []),
    Case("```sh\ndocker exec db psql -U shop \\\n  -d books\n```\n", "database", ["books"]),
    Case("It runs as `shop` under systemd.\n", "user", ["shop"]),
    Case("It runs as `shop` under systemd.\n", "process manager", ["systemd"]),
    Case(
      "Copies are kept for 30 days; keys expire after 90 days, wait 2 days.\n", "keep",
      ["30 days", "90 days"]),
    Case("- Note: `mara` with all rights\n", "Note", []),
    Case("- Login: `mara` with all rights\n", "Login", ["mara"]),
    Case("```sh\ngunzip -c books_old.gz |\\\n  psql -d books\n```\n", "database", ["books"]),
    Case("```sh\ndocker compose --env-file .env.shop up -d\n```\n", "env file", [".env.shop"]),
    Case("```sh\ndocker exec $BOX psql\n```\n", "container", []),
    Case("```sh\nHOST=\"web1\"   # the name\n```\n", "HOST", ["web1"]),
    Case(
      "```nginx\nserver {\n  root /srv/shop;\n  proxy_pass http://127.0.0.1:4000;\n}\n```\n", "proxy_pass",
      ["127.0.0.1:4000"]),
    Case("Running services:\n\n- mailer\n- cron\n- [name]\n", "Running services", ["mailer", "cron"]),
    Case("Running services:\n\n- mailer\n- cron\n", "Running services", ["mailer", "cron"]),
    Case("Note:\n\n- Once a quarter.\n", "Note", []),
    Case("Run this:\n\n- Once a quarter.\n", "Run this", []),
    Case("Interval:\n\n- Once a quarter.\n", "Interval", ["Once a quarter"]),
    Case("- Sev 1: answer <= 5 min, mend <= 30 min\n", "bound", ["<= 5 min", "<= 30 min"]),
    Case("Expected:\n\n- shop.test: asks for a word\n", "shop.test", []),
    Case("Erwartete Antworten:\n\n- Port: 4000\n", "Port", []),
    Case("# References\n\n## Disks\n\n- https://manual.test/disks\n", "url", []),
    Case("# Addresses\n\n- https://shop.test/desk\n", "url", ["https://shop.test/desk"]),
    Case("    $ pm2 stop all\n    $ pm2 start web1\n", "process", ["web1"]),
    Case("Change the section `limits.cpu` of it.\n", "name", []),
    Case("- `desk.{zone}` and `desk-web` stay up\n", "name", ["desk-web"]),
    Case("- Recreate `desk-web` and `desk-db`.\n", "name", []),
    Case("Look at `desk-web` (or `_web_1`).\n", "name", ["desk-web"]),
    Case("```sh\ndump shop > /srv/copies/xxx.sql\n```\n", "path", []),
    Case("```sh\nls /srv/copies/...\nls /srv/keys/\n```\n", "path", ["/srv/keys/"]),
    Case("```yaml\nurl: \"http://myapp-web:4000\"\n```\n", "url", []),
    Case("It needs Node 22+ and Python 3.11+.\n", "version", ["22+", "3.11+"]),
    Case("It runs on Ubuntu 22.04, once on Linux Mint 21.\n", "OS", ["Ubuntu 22.04", "Linux Mint 21"]),
    Case(
      "The Hetzner box has a PostgreSQL database and a reverse proxy (Caddy).\n", "database", ["PostgreSQL"]),
    Case("The Hetzner box has a PostgreSQL database and a reverse proxy (Caddy).\n", "provider", ["Hetzner"]),
    Case(
      "The Hetzner box has a PostgreSQL database and a reverse proxy (Caddy).\n", "reverse proxy", ["Caddy"]),
    Case(
      "Open shop.test.net or desk.lan; see node.js, run.sh, github.com.\n", "domain",
      ["shop.test.net", "desk.lan"]),
    Case("Ask `ann@10.0.0.4` first.\n", "user", []),
    Case("Ask `ann@10.0.0.4` first.\n", "ip", ["10.0.0.4"]),
    Case("```sh\nchown -R app:www-data /srv/shop\n```\n", "owner", ["app:www-data"]),
    Case("```sh\ndocker compose -p shop restart\n```\n", "project", ["shop"]),
    Case("```sh\ntmux attach -t judge\n```\n", "session", ["judge"]),
    Case("- 30-day local retention\n", "keep", ["30-day"]),
    Case("```sh\n# Clean old copies (keep 30 days)\n./clean.sh\n```\n", "keep", ["30 days"]),
    Case(
      "| What | How |\n|---|---|\n| Retention | 30 days rolling |\n| Length | 9 days long |\n", "keep",
      ["30 days"]),
    Case(
      "```powershell\n& 'C:\\Program Files\\cf\\cf.exe' info\n```\n", "path",
      ["C:\\Program Files\\cf\\cf.exe"]),
    Case("```cron\n0 3 * * * /opt/x.sh >> /opt/logs/x.log\n```\n", "log file", ["/opt/logs/x.log"]),
  ]

  @Test(arguments: cases) func names(_ example: Case) throws {
    let mentions = try runbook(example.text).mentions.filter { $0.label == example.label }
    #expect(mentions.map(\.value.value) == example.values)
  }

  @Test(arguments: [
    "| Field | Value |\n|---|---|\n| Old path | `/srv/x` |\n", "- Code: `/srv/x` — do not use, it is empty\n",
    "- Код: `/srv/x` (не использовать)\n",
  ]) func anOldPathIsNone(_ text: String) throws {
    #expect(try runbook(text).mentions.filter { $0.label == "path" }.isEmpty)
  }

  @Test func anOrderIsNoKey() throws {
    let claims = try runbook("- Use long and plain names for keys: `DESK_KEY`\n- Key: `DESK_KEY`\n").claims
    #expect(claims.filter { $0.value.value == "DESK_KEY" }.map(\.label) == ["Key"])
  }

  @Test func aNameStandsBehindItsPrompt() throws {
    let mentions = try runbook("```sh\n$ pm2 restart web1\n```\n").mentions
    #expect(mentions.first { $0.label == "process" }?.value.range.column == 15)
  }

  @Test func aTreeSaysWhatAPortIsOf() throws {
    let mentions = try runbook("```\n├─ web (port 4000)\n│  └─ health: http://localhost:4001/up\n```\n")
      .mentions
    #expect(mentions.filter { $0.label == "port" }.map(\.address.name) == ["web", "web"])
  }

  /// The bold words in front of a dash are what the rest of the item is about.
  @Test func boldLead() throws {
    let text = "## Media\n\n- **Radio** - songs (port 8081)\n- plain - words (port 8082)\n"
    let subjects = try runbook(text).mentions.filter { $0.label == "port" }.map(\.address.name)
    #expect(subjects == ["Radio", "Media"])
  }
}
