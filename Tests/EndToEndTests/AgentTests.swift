import Foundation
import JSON
import Testing

/// The official Python client works with the server, in both generations of the protocol.
extension EndToEnd {
  @Suite struct AgentTests {
    @Test(arguments: ["legacy", "modern"]) func theOfficialClientRestartsASite(_ mode: String) async throws {
      let testbed = try await Testbed("agent-\(mode)")
      let client = Testbed.root.appendingPathComponent("Tests/EndToEndTests/mcp_client.py").path
      try await testbed.put(client, at: "/root/mcp_client.py")
      let home = ProcessInfo.processInfo.environment["RUNBOOK_TESTBED"] ?? "/var/tmp/runbook-testbed"
      let output = try await testbed.run([
        "\(home)/venv/bin/python", "/root/mcp_client.py", "--mode", mode, "/usr/local/bin/runbook", "--file",
        "/srv/runbook/AGENTS.md", "mcp",
      ])
      #expect(output.status == 0, "\(output.output)\n\(output.errors)")
      let status = try await testbed.runbook("run", "service-status", "nearyou")
      #expect(status.output.contains("RUNNING") && status.output.contains("listens on 3003"), "\(status)")
      try await testbed.down()
    }
  }
}
