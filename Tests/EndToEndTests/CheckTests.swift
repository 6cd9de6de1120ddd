import Foundation
import Testing

/// The drift check against a real server: silent when all holds, as blind as its account, and replayed from a recording.
extension EndToEnd {
  @Suite struct CheckTests {
    @Test func holdsEveryClaimAsRootAndNeverCriesWolfAsDeploy() async throws {
      let testbed = try await Testbed("check")
      let root = try await testbed.check()
      #expect(root.status == 0 && root.unknown == 0 && root.primaries.isEmpty, "\(root.text)")
      let deploy = try await testbed.check(user: "deploy")
      #expect(deploy.status == 2 && deploy.unknown > 0 && deploy.primaries.isEmpty, "\(deploy.text)")
      try await testbed.down()
    }

    @Test func recordsAServerWithoutItsSecretsAndReplaysIt() async throws {
      let testbed = try await Testbed("record")
      let live = try await testbed.runbook("record", "/root/recording")
      #expect(live.status == 0, "\(live.errors)")
      let replayed = try await testbed.runbook("--recording", "/root/recording", "check")
      #expect(replayed.status == 0 && replayed.output == live.output, "\(replayed.output)\(replayed.errors)")
      let secrets = try await testbed.run(["grep", "-rlE", "testbed-only-|PRIVATE KEY", "/root/recording"])
      #expect(secrets.status == 1 && secrets.output.isEmpty, "\(secrets.output)")
      let files = try await testbed.run(["find", "/root/recording", "-name", "*.json"])
      #expect(files.output.split(separator: "\n").count > 10)
      try await testbed.down()
    }

    /// What an article published, with each fault of it that stands on a server told once, and nothing else. The timer
    /// that renews certificates cannot be asked without systemd.
    @Test func tellsThePublishedServerAsItIs() async throws {
      let testbed = try await Testbed("published", flavour: "published")
      let told = try await testbed.check()
      // There is no systemd to ask for the timer: whether it renews, and whether there is one.
      #expect(told.status == 1 && told.unknown == 2, "\(told.text)")
      #expect(
        told.primaries.map(\.check).sorted() == [
          "builds-beside", "compares-deployed", "database-usable", "dump-failure-seen", "dump-named",
          "dumps-private", "failures-stay-apart", "log-writable", "log-writable", "proves-restart",
          "purge-keeps-some", "purge-reaches", "restarts-known-program", "restore-beside", "sudo-narrow",
        ], "\(told.text)")
      #expect(
        try await testbed.runbook("ask", "what", "port", "does", "luci", "run", "on").output
          == "3004\tAGENTS.md:9:20\n")
      try await testbed.down()
    }
  }
}
