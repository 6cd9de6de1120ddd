import Testing

@testable import RunbookModel

/// A bar joins or separates, decided by the catalogue alone.
struct AlternationTests {
  private func templates(_ text: String) -> [String] {
    switch Alternation.read(text) {
    case .one(let line): [line.template]
    case .several(let lines): lines.map(\.template)
    case .ambiguous: ["ambiguous"]
    }
  }

  @Test(
    arguments: [
      (
        "sudo supervisorctl status | restart <name> | tail <name>",
        ["sudo supervisorctl status", "sudo supervisorctl restart ‹name›", "sudo supervisorctl tail ‹name›"]
      ),
      ("systemctl start | stop x", ["systemctl start", "systemctl stop x"]),
      (
        "systemctl status/restart/stop <unit>",
        ["systemctl status ‹unit›", "systemctl restart ‹unit›", "systemctl stop ‹unit›"]
      ),
      ("systemctl start|stop|restart x", ["systemctl start x", "systemctl stop x", "systemctl restart x"]),
      ("sudo systemctl {start|stop} x", ["sudo systemctl start x", "sudo systemctl stop x"]),
      ("docker compose -f a.yml up|down", ["docker compose -f a.yml up", "docker compose -f a.yml down"]),
      ("pm2 start/stop api", ["pm2 start api", "pm2 stop api"]),
      ("docker compose ps | logs api", ["docker compose ps", "docker compose logs api"]),
      ("ps aux | grep x", ["ps aux | grep x"]),
      ("docker ps | grep x | wc -l", ["docker ps | grep x | wc -l"]),
      ("systemctl status x | tail -n 5", ["systemctl status x | tail -n 5"]),
      ("git log | grep x", ["git log | grep x"]),
      ("launchctl list|grep x", ["launchctl list|grep x"]), ("cat x | ./filter.sh", ["cat x | ./filter.sh"]),
      ("grep 'a|b' x", ["grep 'a|b' x"]), ("a || b", ["a || b"]), ("ls a/b", ["ls a/b"]),
      ("cat start/stop", ["cat start/stop"]),
      ("git checkout feature/x", ["git checkout feature/x"]), ("x <a|b>", ["x ‹a|b›"]),
      ("ls | sudo tee x", ["ls | sudo tee x"]),
      ("docker ps --format '{{.A | json}}'", ["docker ps --format '{{.A | json}}'"]), ("ls", ["ls"]),
      ("", [""]),
      ("supervisorctl status | tail", ["ambiguous"]), ("docker ps | kill x", ["ambiguous"]),
      ("docker ps | frobnicate", ["ambiguous"]),
      ("ls |", ["ls |"]), ("| ls", ["| ls"]),
    ] as [(String, [String])]) func reads(_ text: String, _ lines: [String])
  {
    #expect(templates(text) == lines)
  }

  @Test func anAmbiguityShowsBothReadingsAndAnEdit() {
    guard case .ambiguous(let text, let readings, let edit) = Alternation.read("docker ps | kill x") else {
      Issue.record("it is ambiguous")
      return
    }
    #expect(text == "docker ps | kill x")
    #expect(readings.count == 2)
    #expect(readings.last?.contains("docker kill x") ?? false)
    #expect(edit.contains("`docker kill x`"))
  }
}
