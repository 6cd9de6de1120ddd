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
    ("# 1) Stop both\nsystemctl stop x\nsystemctl stop y\n# 2) Unpack\ntar xf x.tar", 3),
  ]) func isInOrder(_ block: String, _ steps: Int) throws {
    #expect(try runbook("## Work\n\n```sh\n\(block)\n```\n").procedures.map(\.steps.count) == [steps])
  }

  @Test(arguments: [
    "docker compose up -d\ndocker compose down", "systemctl enable x\nsystemctl disable x",
    "make migrate\nmake migrate:undo", "docker restart x\ndocker logs -f x\ndocker stop x",
    "# 1. One way\nmake a\n\n# Another way\nmake b", "# 2. Unpack\nmake a\n\n# 3. Start it\nmake b",
    "# 2024 copy\nmake a\n\n# 2025 copy\nmake b",
  ]) func isAChoice(_ block: String) throws {
    #expect(try runbook("## Work\n\n```sh\n\(block)\n```\n").procedures.isEmpty)
  }
}
