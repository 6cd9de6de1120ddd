import Foundation
import JSON
import Testing

/// Whoever asks for a restart may be killed, interrupted or stopped at any moment: before it begins nothing is done, and
/// what has begun is brought to its end.
extension EndToEnd {
  @Suite struct CallerTests {
    @Test func aRestartOutlivesItsCaller() async throws {
      let testbed = try await Testbed("callers")
      let script = Testbed.root.appendingPathComponent("Tests/EndToEndTests/Door/callers.py").path
      try await testbed.put(script, at: "/root/callers.py")
      let output = try await testbed.run(["/usr/bin/python3", "/root/callers.py"], seconds: 600)
      #expect(output.status == 0, "\(output)")
      let told = try JSON.parse(Array(output.output.utf8))
      #expect(told["faults"]?.asArray?.isEmpty == true, "\(output.output)")
      #expect((told["tried"]?.asInt ?? 0) > 50, "\(output.output)")
      try await testbed.down()
    }
  }
}
