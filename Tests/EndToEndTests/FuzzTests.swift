import Foundation
import Testing

/// A short run of the fuzzers with AddressSanitizer: `make fuzz` is the long one. It builds the readers once more, so
/// it runs only where `./test` asks for it.
@Suite(
  .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["RUNBOOK_FUZZ"] == "1", "RUNBOOK_FUZZ is not 1"))
struct FuzzTests {
  @Test(arguments: [("commands", 1_000), ("documents", 300)])
  func anyBytesAreRead(_ target: String, _ least: Int) async throws {
    let program = Testbed.root.appendingPathComponent("Tests/Fuzz/fuzz").path
    let output = try await Testbed.call([program, target, "--quick", "--seconds", "25"], seconds: 900)
    #expect(output.status == 0, "\(output.output)\n\(output.errors.suffix(4000))")
    let words = output.output.split(separator: " ")
    let executions = try #require(words.dropFirst().first.flatMap { Int($0) }, "\(output.output)")
    #expect(executions >= least, "\(output.output)")
  }

  /// Lines that no client would send, to the built program: each request is answered once.
  @Test func anyLineIsAnsweredOrRefused() async throws {
    let program = Testbed.root.appendingPathComponent("Tests/Fuzz/messages").path
    let output = try await Testbed.call([program, "--seconds", "3", "--binary", Testbed.binary])
    #expect(output.status == 0, "\(output.output)\n\(output.errors.suffix(4000))")
    let words = output.output.split(separator: " ")
    let lines = try #require(words.dropFirst().first.flatMap { Int($0) }, "\(output.output)")
    #expect(lines >= 1_000, "\(output.output)")
  }
}
