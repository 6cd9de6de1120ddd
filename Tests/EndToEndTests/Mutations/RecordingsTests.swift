import Foundation
import JSON
import Testing

/// Writes the recordings in `Tests/Fixtures/recordings`: `make recordings`, never as part of `./test`.
extension EndToEnd {
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["RUNBOOK_RECORDINGS"] == "1", "only on demand"))
  struct RecordingsTests {
    private static let folder = Testbed.root.appendingPathComponent("Tests/Fixtures/recordings")

    /// One of each kind, told as it should be, on one server after the other.
    @Test func recordsEachMutationThatIsTold() async throws {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      let testbed = try await Testbed("recordings")
      for mutation in AllMutations.oneOfEachKind(seed: 1) where Self.kinds.contains(mutation.kind) {
        let broken = try await testbed.bash(mutation.breaking)
        #expect(broken.status == 0, "\(mutation): \(broken.errors)")
        let lines = try await testbed.runbookLines()
        var told = try await testbed.check()
        let isTold = try await testbed.eventually(seconds: 5, first: told.fits(mutation, lines)) {
          told = try await testbed.check()
          return told.fits(mutation, lines)
        }
        if isTold {
          try await Self.record(mutation.kind, told, lines, testbed)
        } else {
          print("not recorded: \(mutation): \(told.words)")
        }
        let mended = try await testbed.bash(mutation.mending)
        let isClean = try await testbed.eventually(seconds: 8) { try await testbed.check().isSilent }
        if mended.status != 0 || !isClean { try await testbed.reset() }
      }
      try await testbed.down()
    }

    /// One file, one look a line. The first line is the manifest; it holds the runbook and what was told of it too.
    private static func record(
      _ kind: String, _ told: ToldFindings, _ lines: [String], _ testbed: Testbed
    ) async throws {
      _ = try await testbed.bash("rm -rf /root/recording")
      try await testbed.runbook("record", "/root/recording")
      let files = try await testbed.bash("cd /root/recording && cat manifest.json looks/*.json")
      let values = try files.output.components(separatedBy: "\n}\n").filter { !$0.isEmpty }.map {
        try JSON.parse(Array("\($0)\n}".utf8))
      }
      var manifest = values.first?.asObject ?? [:]
      manifest["runbook"] = .string(lines.joined(separator: "\n"))
      manifest["told"] = .array(
        told.primaries.map {
          ["check": .string($0.check), "severity": .string($0.severity), "line": JSON($0.line)]
        })
      let text = ([.object(manifest)] + values.dropFirst()).map { $0.text() + "\n" }.joined()
      try text.write(
        to: folder.appendingPathComponent("\(kind).jsonl"), atomically: true, encoding: .utf8)
    }

    /// Some of every subject; a night's whole list would be megabytes.
    private static let kinds: Set = [
      "port-moved", "port-moved-and-not-loaded", "stranger-on-port", "started-by-hand", "never-listens",
      "answers-500", "program-stopped", "program-absent", "program-renamed", "program-unlisted",
      "not-started-at-boot", "runs-as-another", "runs-elsewhere", "program-file-broken",
      "supervisor-socket-gone",
      "site-not-enabled", "site-dangling", "proxied-elsewhere", "proxied-to-another-service",
      "host-name-taken",
      "no-longer-on-443", "nginx-stopped", "semicolon-lost", "sites-folder-gone", "job-at-another-hour",
      "job-commented-out", "job-of-root-instead", "crontab-open", "cron-stopped", "script-not-executable",
      "script-with-carriage-returns", "script-for-no-shell", "job-on-weekdays-only", "sudo-lacks-a-restart",
      "sudo-file-with-a-dot",
      "sudo-allows-everything",
      "certificate-ends-within-hours", "certificate-without-a-host", "certificate-renewed-and-not-loaded",
      "certificate-gone", "key-of-another-certificate", "key-open", "newest-dumps-missing",
      "newest-dump-empty",
      "remote-renamed", "database-renamed", "password-file-open", "rehearsal-long-ago", "checkout-edited",
      "checkout-on-another-branch", "upstream-gone", "folder-replaced-under-the-process", "night-broke-off",
      "log-of-another", "script-compares-with-head", "script-pipes-the-dump", "runbook-wrong-port",
      "runbook-port-twice", "runbook-wrong-program", "runbook-wrong-hour", "runbook-wrong-certificate",
      "runbook-wrong-host", "runbook-wrong-programs-folder",
      "runbook-job-lost", "certificate-has-ended", "site-file-gone", "dies-at-once", "program-in-a-group",
    ]
  }
}
