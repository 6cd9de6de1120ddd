import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

struct SudoersLinesTests {
  private static let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")

  /// A machine whose programs lie in /usr/bin and are root's, or those that are named another's.
  private struct Machine: Server {
    var owners: [String: Int] = [:]
    var absent: Set<String> = []

    func look(_ look: Look) async -> Observation<Seen> {
      guard case .attributes(let path) = look, !absent.contains(path),
        path.hasPrefix("/usr/bin/") || path == "/usr/sbin/nginx"
      else { return .seen(.absent) }
      return .seen(.attributes(FileAttributes(kind: .file, mode: 0o755, uid: owners[path] ?? 0)))
    }

    func now() async -> Instant { Instant(seconds: 0) }
  }

  private static let start = "deploy ALL=(root) NOPASSWD: /usr/bin/timeout -k 5 60"

  @Test func oneWholeCommandALine() async throws {
    let sudoers = try await SudoersLines(try Ops.runbook(), for: Self.deploy, on: Machine())
    let reload = ["\(Self.start) /usr/sbin/nginx -t", "\(Self.start) /usr/sbin/nginx -s reload"]
    #expect(Array(sudoers.lines.prefix(3)) == ["# reload-nginx"] + reload)
    let programs = ["site-luci", "site-nearyou"].flatMap { name in
      ["restart", "start", "stop"].map { "\(Self.start) /usr/bin/supervisorctl \($0) \(name)" }
    }
    let granted = sudoers.lines.filter { !$0.hasPrefix("#") }
    #expect(Set(granted) == Set(reload + programs + ["\(Self.start) /usr/bin/supervisorctl reread"]))
    #expect(granted.count == Set(granted).count)
    #expect(sudoers.leftOut == [])
  }

  @Test func theyAreWhatSudoIsAskedFor() async throws {
    let sudoers = try await SudoersLines(try Ops.runbook(), for: Self.deploy, on: Machine())
    let words = Words("/usr/bin/supervisorctl", ["restart", "site-luci"], isElevated: true)
    #expect(sudoers.lines.contains("deploy ALL=(root) NOPASSWD: " + words.elevated.joined(separator: " ")))
  }

  @Test func whatIsNotThereOrAnothersIsLeftOut() async throws {
    let absent = try await SudoersLines(
      try Ops.runbook(), for: Self.deploy, on: Machine(absent: ["/usr/sbin/nginx"]))
    #expect(
      absent.lines.first == "# left out: reload-nginx: /usr/sbin/nginx is not there, so it cannot be run"
        && absent.leftOut == ["reload-nginx: /usr/sbin/nginx is not there, so it cannot be run"],
      "\(absent.leftOut)")
    #expect(absent.lines.contains("\(Self.start) /usr/bin/supervisorctl restart site-luci"))
    let own = try await SudoersLines(
      try Ops.runbook(), for: Self.deploy, on: Machine(owners: ["/usr/bin/supervisorctl": 1000]))
    // restart, start and stop of two services, and reread.
    #expect(own.leftOut.count == 7 && !own.lines.contains { $0.contains("supervisorctl restart") })
  }

  @Test(arguments: [
    ("site-luci", "site-luci"), ("sites:luci", #"sites\:luci"#), ("a,b=c", #"a\,b\=c"#), ("a#b", "a\\#b"),
    ("x*?[y]", #"x\*\?\[y\]"#), (#"x\y"#, #"x\\\\y"#), ("a'b!c{d}^$%ü", "a'b!c{d}^$%ü"),
  ]) func aWordIsWrittenExactly(_ word: String, _ written: String) throws {
    #expect(try SudoersLines.written(word) == written)
  }

  @Test(arguments: ["", "a b", "a\tb", "a\nb", "a\"b", "a\u{202E}b", "a\u{1B}[1mb", "a\u{A0}b"])
  func whatCannotBeWrittenIsRefused(_ word: String) {
    #expect(throws: Refusal.self) { try SudoersLines.written(word) }
  }

  @Test(arguments: ["DEPLOY", "a b", "deploy,root", "%wheel", "#0", "", "-x", "déploy"])
  func anAccountThatIsNoPlainName(_ name: String) async throws {
    let account = Account(name: name, uid: 1000, gid: 1000, home: "/")
    await #expect(throws: Refusal.self) {
      try await SudoersLines(try Ops.runbook(), for: account, on: Machine())
    }
  }

  @Test func noWordOfACommentEndsIt() async throws {
    var sudoers = try await SudoersLines(try Ops.runbook(), for: Self.deploy, on: Machine())
    sudoers.comment("a\nroot ALL=(ALL) ALL\\")
    #expect(sudoers.lines.last == "# a root ALL=(ALL) ALL/")
  }

  @Test func whatTheRunbookStatesItselfIsItsAuthors() async throws {
    let text =
      Ops.text + """


        ## Daily work
        - Reload: `sudo nginx -s reload`
        - Restart a site: `sudo supervisorctl restart <name>`
        - Reread: `sudo supervisorctl reread`
        - Since when: `sudo uptime`
        - Disk: `df -h /var`
        - Empty it: `sudo rm -rf /srv/cache`
        - Clusters: `sudo -u postgres pg_lsclusters`
        - Dump: `sudo mysqldump --password rootpw1 app`
        """
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    let sudoers = try await SudoersLines(runbook, for: Self.deploy, on: Machine())
    let named = try await SudoersLines(try Ops.runbook(), for: Self.deploy, on: Machine())
    #expect(sudoers == named, "\(sudoers.text)")
  }
}
