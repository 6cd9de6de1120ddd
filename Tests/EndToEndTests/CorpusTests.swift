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

  /// Each operation that the reader took from an annotated file, run with stand-ins for its programs: the words are the
  /// annotation's.
  @Test(.enabled(if: Testbed.isThere, "needs root and the testbed"))
  func runsTheWordsThatAreStated() async throws {
    let folder = try #require(ProcessInfo.processInfo.environment["RUNBOOK_CORPUS"])
    let testbed = try await Testbed("stated")
    let script = Testbed.root.appendingPathComponent("Tests/EndToEndTests/stated_words.py").path
    try await Testbed.control(["put", testbed.name, script, "/root/stated_words.py"])
    // The folder may lie where the testbed has one of its own, as below /tmp.
    let archive = FileManager.default.temporaryDirectory.appendingPathComponent("\(testbed.name).tar").path
    defer { try? FileManager.default.removeItem(atPath: archive) }
    let packed = try await Testbed.call(["/bin/tar", "-C", folder, "-cf", archive, "."])
    #expect(packed.status == 0, "\(packed.errors)")
    try await Testbed.control(["put", testbed.name, archive, "/root/corpus.tar"])
    _ = try await testbed.run(["mkdir", "/root/corpus"])
    _ = try await testbed.run(["tar", "-C", "/root/corpus", "-xf", "/root/corpus.tar"])
    let output = try await testbed.run(
      ["python3", "/root/stated_words.py", "/root/corpus", "/usr/local/bin/runbook"])
    #expect(output.status == 0, "\(output.output)\n\(output.errors)")
    let equal = output.output.firstMatch(of: /(\d+) equal/).flatMap { Int($0.1) } ?? 0
    #expect(equal > 50, "\(output.output)")
    try await testbed.down()
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
