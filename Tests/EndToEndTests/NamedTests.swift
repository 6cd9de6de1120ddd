import Foundation
import JSON
import Testing

/// The operations of every day, each against the real thing.
extension EndToEnd {
  @Suite struct NamedTests {
    private func trust(_ testbed: Testbed, _ user: String) async throws {
      let status = try await testbed.runbook("trust", "--show", "--format", "json", user: user)
      let digest = try #require(try JSON.parse(Array(status.output.utf8))["digest"]?.asString)
      let trusted = try await testbed.runbook("trust", "--expect", digest, user: user)
      #expect(trusted.status == 0, "\(trusted)")
    }

    @Test func looksAndDeeds() async throws {
      let testbed = try await Testbed("named")
      for user in ["root", "deploy"] { try await trust(testbed, user) }
      func says(_ words: [String], user: String = "root", _ parts: String...) async throws {
        let output = try await testbed.run(["/usr/local/bin/runbook", "run"] + words, user: user)
        #expect(output.status == 0, "\(words): \(output)")
        for part in parts { #expect(output.output.contains(part), "\(words): \(output)") }
      }
      try await says(["certificate-status"], "origin.pem", "state valid", "nearyou.example")
      try await says(["disk-status"], "/  free ")
      try await says(
        ["port-owner", "3004"], "account deploy", "program site-luci", "service luci", "process node")
      try await says(["latest-backup"], "r2:my-backups/postgres", "appdb-")
      try await says(["stop-service", "luci"], "site-luci is stopped")
      try await says(["port-owner", "3004"], "nothing listens")
      for _ in 0..<2 { try await says(["start-service", "luci"], "up and proved: pid") }
      try await says(["reread-supervisor"], "knows the 4 programs of its files")
      try await says(["show-log", "luci", "3", "since=1h"], "GET / 200")
      try await says(["show-log", "luci", "only=errors"], user: "deploy", "no line with an error")
      // As cron would: its variables, its folder, and the file that the script writes to.
      try await testbed.write("#!/bin/sh\nenv | sort; pwd\n", to: "/home/deploy/scripts/db-backup.sh")
      try await testbed.must(["chown", "deploy:", "/home/deploy/scripts/db-backup.sh"])
      try await testbed.must(["chmod", "755", "/home/deploy/scripts/db-backup.sh"])
      try await says(
        ["run-job", "db-backup"], user: "deploy", "HOME=/home/deploy", "LOGNAME=deploy",
        "PATH=/usr/bin:/bin\n",
        "SHELL=/bin/sh", "\n/home/deploy\n")
      try await asTheAccountWhoseJobItIs(testbed)
      try await testbed.down()
    }

    /// Root runs deploy's job as deploy: its groups and not root's, its files, its sudo, and no more.
    private func asTheAccountWhoseJobItIs(_ testbed: Testbed) async throws {
      try await testbed.write(
        """
        #!/bin/sh
        id; env | sort; pwd; umask
        echo mine > made.txt
        cat /etc/shadow && echo READ
        sudo -n -l > allowed.txt
        grep -E '^(CapEff|CapPrm|NoNewPrivs)' /proc/self/status

        """, to: "/home/deploy/scripts/db-backup.sh")
      try await testbed.must(["chmod", "755", "/home/deploy/scripts/db-backup.sh"])
      let root = try await testbed.runbook("run", "run-job", "db-backup")
      #expect(root.status == 0, "\(root)")
      let id = try await testbed.run(["id"], user: "deploy")
      for part in [
        id.output, "HOME=/home/deploy\n", "LOGNAME=deploy\n", "PATH=/usr/bin:/bin\n", "SHELL=/bin/sh\n",
        "\n/home/deploy\n", "CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "NoNewPrivs:\t0",
      ] {
        #expect(root.output.contains(part), "\(part): \(root)")
      }
      #expect(!root.output.contains("READ") && !root.output.contains("(root)"), "\(root)")
      let files = try await testbed.run(
        ["stat", "-c", "%U %G %n", "/home/deploy/made.txt", "/home/deploy/allowed.txt"])
      #expect(
        files.output == "deploy deploy /home/deploy/made.txt\ndeploy deploy /home/deploy/allowed.txt\n",
        "\(files)")
      let allowed = try await testbed.run(["cat", "/home/deploy/allowed.txt"])
      #expect(allowed.output.contains("NOPASSWD"), "\(allowed)")
    }
  }
}
