import Foundation
import Testing

/// The agents' server against the Model Context Protocol, every revision of it: raw lines, the official Python client,
/// stdio and HTTP. `Conformance/` has the checks.
extension EndToEnd {
  @Suite struct ConformanceTests {
    /// Fewer would mean that families were lost on the way.
    private static let fewest = 500

    @Test func everyCheckHolds() async throws {
      let testbed = try await Testbed("conformance")
      try await Testbed.control(["put", testbed.name, Self.service, "/usr/local/bin/runbook-http"])
      try await testbed.put(try await Self.packed(), at: "/root/conformance.pyz")
      let home = ProcessInfo.processInfo.environment["RUNBOOK_TESTBED"] ?? "/var/tmp/runbook-testbed"
      let output = try await testbed.run(
        ["\(home)/venv/bin/python", "/root/conformance.pyz"], seconds: 300)
      let lines = output.output.split(separator: "\n").map(String.init)
      for line in lines where line.hasPrefix("FAIL ") { Issue.record("\(line)") }
      // `./test` counts these lines: what was not checked is told.
      for line in lines where line.hasPrefix("SKIP ") { print(line) }
      let verdicts = lines.filter { $0.hasPrefix("ok ") || $0.hasPrefix("FAIL ") || $0.hasPrefix("SKIP ") }
      #expect(verdicts.count >= Self.fewest, "\(output.output.suffix(500))\n\(output.errors.suffix(2000))")
      #expect(output.status == 0, "\(output.errors.suffix(2000))")
      print("conformance: \(lines.last ?? "no output")")
      try await testbed.down()
    }

    /// Beside the program under test.
    private static var service: String {
      URL(fileURLWithPath: Testbed.binary).deletingLastPathComponent().appendingPathComponent("runbook-http")
        .path
    }

    /// The checks as one file, which Python runs as it is.
    private static func packed() async throws -> String {
      let folder = Testbed.root.appendingPathComponent("Tests/EndToEndTests/Conformance").path
      let file = FileManager.default.temporaryDirectory.appendingPathComponent(
        "conformance-\(UUID().uuidString)")
      let made = try await Testbed.call(["/usr/bin/python3", "-m", "zipapp", folder, "-o", file.path])
      try #require(made.status == 0, "\(made.errors)")
      return file.path
    }
  }
}
