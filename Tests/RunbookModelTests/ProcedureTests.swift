import Findings
import RunbookModel
import Testing

/// Which commands of a block are done in order.
struct ProcedureTests {
  @Test(arguments: [
    ("git pull\nsystemctl restart x", 2),
    (
      "# 1. Stop it\nsystemctl stop x\n\n# 2. Unpack\ntar xf x.tar -C /srv\n\n# 3. Start it\nsystemctl start x",
      3
    ),
    ("# 1) Stop both\nsystemctl stop x\nsystemctl stop y\n# 2) Unpack\ntar xf x.tar", 2),
    ("# 1. Who is up\ndocker ps\n# 2. Is it well\ncurl localhost/up\n# 3. Look\ndocker logs x", 3),
    ("# Look\npm2 status\n\n# All anew\npm2 stop x\npm2 start x.js\npm2 save", 3),
    ("# Rest\ndocker stop x\n\n# Empty it\nrm -rf /srv/x\n\n# Go on\ndocker start x", 3),
  ]) func isInOrder(_ block: String, _ steps: Int) throws {
    #expect(try runbook("## Work\n\n```sh\n\(block)\n```\n").procedures.map(\.steps.count) == [steps])
  }

  @Test(arguments: [
    (
      "## Move\n\n### 1. Copy it\n\n```sh\nmake a\nmake b\n```\n\n### 2. Start it\n\n```sh\nmake c\n```\n",
      [3, 10]
    ),
    ("## Move\n\n**1. Copy it**\n\n```sh\nmake a\nmake b\n```\n\n**2. Start it** there\n", [3, 10]),
    ("## Move\n\n1. Copy it:\n\n```sh\nmake a\n```\n\n2. Start it\n3. Look\n", [3, 9, 10]),
    (
      "## Move\n\nStop it.\n\n    $ pm2 stop x\n\nFetch.\n\n    $ git pull\n    $ npm install\n\nGo.\n\n    $ pm2 start x\n",
      [5, 9, 10, 14]
    ),
    ("## Move\n\n- Sequence of the move:\n  1. Stop it\n  2. Move it\n", [4, 5]),
    ("## Move\n\n```sh\nssh web <<'EOF'\ncd /srv/x\ngit pull\nsystemctl restart x\nEOF\n```\n", [5, 6, 7]),
    ("## Move\n\n- All:\n  ```sh\n  make a\n  make b\n  ```\n", [5, 6]),
  ]) func isOne(_ text: String, _ lines: [Int]) throws {
    #expect(try runbook(text).procedures.map { $0.steps.map(\.text.range.line) } == [lines])
  }

  @Test(arguments: [
    "## Common problems\n\n### 1. Slow\n\n```sh\nmake a\n```\n\n### 2. Full\n\n```sh\nmake b\n```\n",
    "## Files\n\n### 1. `a.sh`\n\n```sh\nmake a\n```\n\n### 2. `b.sh`\n\n```sh\nmake b\n```\n",
    "## Files\n\n### 1. a.sh - all\n\n```sh\nmake a\n```\n\n### 2. b.sh\n\n```sh\nmake b\n```\n",
    "## Ways\n\nStop:\n\n    $ pm2 stop x\n\nStart:\n\n    $ pm2 start x\n\nLogs:\n\n    $ pm2 logs x\n",
    "# Book\n\n## 1. Slow\n\n```sh\nmake a\n```\n\n## 2. Full\n\n```sh\nmake b\n```\n",
  ]) func isNone(_ text: String) throws { #expect(try runbook(text).procedures.isEmpty) }

  @Test(arguments: [
    "docker compose up -d\ndocker compose down", "systemctl enable x\nsystemctl disable x",
    "make migrate\nmake migrate:undo", "# Look\ndocker ps\n\n# Load\nmake a\nmake b",
    "systemctl start x\nsystemctl stop x", "docker restart x\ndocker logs -f x\ndocker stop x",
    "# 1. One way\nmake a\n\n# Another way\nmake b", "# 2. Unpack\nmake a\n\n# 3. Start it\nmake b",
    "# 2024 copy\nmake a\n\n# 2025 copy\nmake b",
  ]) func isAChoice(_ block: String) throws {
    #expect(try runbook("## Work\n\n```sh\n\(block)\n```\n").procedures.isEmpty)
  }
}
