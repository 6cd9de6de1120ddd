import Findings
import Foundation
import JSON
import MarkdownDocument
import RunbookDesk
import RunbookModel
import SeededNumbers
import ServerFacts
import TestDoor
import Testing

@testable import DriftChecks

/// Servers that were broken in one way each and recorded (`make recordings`): each is told as it was then, and
/// whoever sees less of them never sees more drift.
struct MutatedServerTests {
  struct Recorded: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var server: RecordedServer
    var runbook: String
    /// `port-listens error 9`: what was told.
    var told: [String]

    /// A manifest that holds the runbook and what was told, then a look a line.
    init(_ file: URL) throws {
      testDescription = file.deletingPathExtension().lastPathComponent
      let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
      let values = try lines.map { try JSON.parse(Array($0)) }
      let manifest = try #require(values.first)
      server = try RecordedServer(manifest: manifest, looks: Array(values.dropFirst()))
      runbook = manifest["runbook"]?.asString ?? ""
      told = (manifest["told"]?.asArray ?? []).map { told in
        "\(told["check"]?.asString ?? "") \(told["severity"]?.asString ?? "") \(told["line"]?.asInt ?? 0)"
      }
    }
  }

  /// The runbook of then, with the procedures that the demo's runbook has beside it.
  struct Source: RunbookSource {
    var text: String

    func chapters() throws(Unavailable) -> [Chapter] {
      let folder = root.appending(path: "runbooks")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return [Chapter(name: "AGENTS.md", bytes: Array(text.utf8))]
        + names.filter { $0.hasSuffix(".md") }.sorted().map { name in
          let bytes = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
          return Chapter(name: "runbooks/\(name)", bytes: Array(bytes))
        }
    }
  }

  static let root = Shape.file.deletingLastPathComponent()

  static let all: [Recorded] = {
    let folder = root.appending(path: "Tests/Fixtures/recordings")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }.compactMap {
      try? Recorded($0)
    }
  }()

  @Test func thereAreEnough() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Tests/Fixtures/recordings").path)
    #expect(Self.all.count >= 30 && Self.all.count == names.count)
  }

  @Test(arguments: all) func isToldAsItWas(_ recorded: Recorded) async throws {
    let report = try await desk(Source(text: recorded.runbook), recorded.server).check()
    let findings = report.readingFindings + report.drifts.map(\.finding)
    let told = findings.map { "\($0.source) \($0.severity) \($0.range?.line ?? 0)" }
    #expect(told.sorted() == recorded.told.sorted())
  }

  /// Without one look, what held or could not be seen does not drift, and what drifted does not hold. A file
  /// system is told once for all directories on it, so it may be told at another of them.
  /// Each recording is asked without a few of its looks, others for each, chosen anew with every seed.
  @Test(arguments: all) func judgesNothingFromWhatItCannotSee(_ recorded: Recorded) async throws {
    let seed = UInt64(ProcessInfo.processInfo.environment["RUNBOOK_SEED"] ?? "") ?? 1
    var random = SeededRandom(seed: recorded.testDescription.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
    let runbook = Runbook(
      try Source(text: recorded.runbook).chapters().map { try Document.parse($0.bytes, file: $0.name) })
    let seen = await Self.judge(runbook, recorded.server)
    let atPlace = Dictionary(grouping: seen, by: Place.init)
    let ofFileSystems = seen.filter { $0.check == DiskHasRoom.card.id }
    let looks = recorded.server.looks.keys.sorted { $0.words < $1.words }.shuffled(using: &random)
    for look in looks.prefix(2) {
      var server = recorded.server
      server.looks[look] = nil
      for verdict in await Self.judge(runbook, server) {
        let before = (atPlace[Place(verdict)] ?? ofFileSystems.filter { $0.check == verdict.check }).map(
          \.outcome)
        switch verdict.outcome {
        case .unknown: continue
        case .drifts:
          #expect(
            before.contains { if case .drifts = $0 { true } else { false } },
            "seed \(seed), without \(look.words): \(verdict)")
        case .holds:
          #expect(before.contains(.holds), "seed \(seed), without \(look.words): \(verdict)")
        }
      }
    }
  }

  private static func judge(_ runbook: Runbook, _ server: RecordedServer) async -> [Verdict] {
    let facts = Facts(server)
    var verdicts: [Verdict] = []
    for check in AllChecks.list { verdicts += await check.init().judge(runbook, by: facts) }
    return verdicts
  }

  private struct Place: Hashable {
    var check: String
    var claim: Address
    var range: SourceRange?

    init(_ verdict: Verdict) {
      check = verdict.check
      claim = verdict.claim
      range = verdict.range
    }
  }
}
