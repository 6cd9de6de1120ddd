import Foundation
import LiveHost
import ServerFacts
import Testing

/// The recording that ./demo plays to whoever is not root can still be read.
struct ExampleRecordingTests {
  @Test func isReadWhole() async throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let server = try RecordedServer.read(folder: root.appendingPathComponent("Examples/recording").path)
    let looks = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Examples/recording/looks").path)
    #expect(server.looks.count == looks.count && looks.count > 10)
    guard case .seen(let programs) = await SupervisedPrograms().ask(server) else {
      Issue.record("supervisord's answer is not in the recording")
      return
    }
    #expect(programs.map(\.name) == ["site-jumpinotech", "site-luci", "site-nearyou", "site-wegweiserlife"])
  }
}
