import Foundation
import Testing

/// Real runbooks of other people, some with what a careful reader takes from them. They are not part of the
/// project:
/// the folder that RUNBOOK_CORPUS names holds them.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["RUNBOOK_CORPUS"] != nil,
    "RUNBOOK_CORPUS names no folder of annotated runbooks"))
struct CorpusTests {
  @Test func readsWhatACarefulReaderReads() async throws {
    let score = Testbed.root.appendingPathComponent("Tests/Corpus/score").path
    let output = try await Testbed.call([score, "--runbook", Testbed.binary, "--require"])
    #expect(output.status == 0, "\(output.output)\n\(output.errors)")
    #expect(output.output.contains("right/refused/wrong"))
  }

  @Test func readsEveryDocument() async throws {
    let folder = try #require(ProcessInfo.processInfo.environment["RUNBOOK_CORPUS"])
    let documents = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }
    #expect(documents.count > 20)
    for document in documents where document != "TRUTH.md" {
      let output = try await Testbed.call([Testbed.binary, "--file", "\(folder)/\(document)", "explain"])
      #expect(output.status == 0, "\(document): \(output.errors)")
      #expect(output.output.utf8.count > 100, "\(document)")
    }
  }
}
