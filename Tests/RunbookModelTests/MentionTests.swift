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
    Case("- Seen: web, June 3, 2024\n", "Seen", ["web", "June 3, 2024"]),
    Case("- Ports: etcd 2379, web 80\n", "Ports", ["2379", "etcd 2379", "80", "web 80"]),
    Case("- Limits: web 100, db 20\n", "Limits", ["web 100", "db 20"]),
    Case("- It moved from port 3000 to port 3001.\n", "port", ["3001"]),
    Case("- Copies: keeps the last 9\n", "keep", ["9"]),
    Case("- Copies: retention by `prune --hourly 9 --yearly 2`\n", "keep", []),
    Case("```sh\ngit clone https://example.com/shop.git\n```\n", "repository", []),
    Case("- Open `https://shop.tudominio.com/status`\n", "url", []),
    Case("- Copies lie at `s3://bucket/shop/x.gz`\n", "url", []),
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

  @Test func aTreeSaysWhatAPortIsOf() throws {
    let mentions = try runbook("```\n├─ web (port 4000)\n│  └─ health: http://localhost:4001/up\n```\n")
      .mentions
    #expect(mentions.filter { $0.label == "port" }.map(\.address.name) == ["web", "web"])
  }
}
