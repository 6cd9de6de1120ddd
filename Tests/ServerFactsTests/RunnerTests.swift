import JSON
import Testing

@testable import ServerFacts

/// What other runners than supervisord print.
struct RunnerTests {
  @Test func systemd() throws {
    let unit = try #require(
      SystemdUnit.read(
        """
        Id=caddy.service
        LoadState=loaded
        ActiveState=activating
        SubState=auto-restart
        FragmentPath=/lib/systemd/system/caddy.service
        UnitFileState=enabled
        NeedDaemonReload=no
        NRestarts=5
        MainPID=0
        Result=exit-code
        """))
    #expect(unit.subState == "auto-restart" && unit.pid == nil && !unit.needsReload)
    #expect(SystemdUnit.read("System has not been booted with systemd as init system (PID 1).") == nil)
    #expect(SystemdUnit("caddy").name == "caddy.service" && SystemdUnit("a.timer").name == "a.timer")
  }

  @Test func systemdThatIsNotThereIsUnseen() async {
    let look = Look.command(.systemdUnit(name: "caddy.service"))
    let answer = CommandOutput(
      status: 1, output: "", errors: "System has not been booted with systemd as init system (PID 1).\n")
    let server = RecordedServer(at: Instant(seconds: 0), looks: [look: .seen(.output(answer))])
    guard case .unseen(let blindness) = await SystemdUnit("caddy").ask(server) else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .unreachable)
  }

  static let ports: [(text: String, published: Set<Int>, inside: Set<Int>)] = [
    ("", [], []),
    ("80/tcp", [], [80]),
    ("0.0.0.0:3004->80/tcp, :::3004->80/tcp", [3004], [80]),
    ("127.0.0.1:3004->80/tcp, 53/udp, 0.0.0.0:53->53/udp", [3004], [80]),
    (
      "0.0.0.0:8000-8002->8000-8002/tcp, [::]:8000-8002->8000-8002/tcp", [8000, 8001, 8002],
      [8000, 8001, 8002]
    ),
  ]

  @Test(arguments: ports.indices) func containers(_ index: Int) throws {
    let example = Self.ports[index]
    let text = #"""
      {"Labels":"com.docker.compose.project=web,com.docker.compose.service=luci","Names":"a/web,web-luci-1",
      """#.replacing("\n", with: "")
    let line = text + #""Ports":"\#(example.text)","State":"running","Status":"Up 2 hours (unhealthy)"}"#
    guard case .seen(let containers) = Containers.read(line + "\n" + line + "\n") else {
      Issue.record("unseen: \(line)")
      return
    }
    let container = try #require(containers.first)
    #expect(containers.count == 2)
    #expect(container.name == "web-luci-1" && container.service == "luci" && container.isUnhealthy)
    #expect(container.published == example.published && container.inside == example.inside)
  }

  @Test func dockerThatDoesNotAnswerIsUnseen() async {
    for (errors, reason) in [
      ("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", Blindness.Reason.unreachable),
      ("permission denied while trying to connect to the Docker daemon socket", .permission),
    ] {
      let answer = CommandOutput(status: 1, output: "", errors: errors)
      let server = RecordedServer(
        at: Instant(seconds: 0), looks: [.command(.containers): .seen(.output(answer))])
      guard case .unseen(let blindness) = await Containers().ask(server) else {
        Issue.record("seen")
        return
      }
      #expect(blindness.reason == reason)
    }
    guard case .unseen = Containers.read("no JSON") else {
      Issue.record("seen")
      return
    }
  }

  @Test func pm2() {
    let list =
      #"[{"pid":812,"name":"luci","pm2_env":{"status":"online","pm_cwd":"/srv"}},{"pid":0,"name":"x"}]"#
    guard case .seen(let processes) = PM2Processes.read(">>>> In-memory PM2 is out-of-date\n" + list + "\n")
    else {
      Issue.record("unseen")
      return
    }
    #expect(processes.map(\.name) == ["luci"] && processes.map(\.status) == ["online"])
    #expect(processes.first?.pid == 812 && processes.first?.directory == "/srv")
    guard case .unseen = PM2Processes.read("") else {
      Issue.record("seen")
      return
    }
  }
}
