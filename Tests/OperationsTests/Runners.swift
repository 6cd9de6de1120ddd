import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// Services that something else than supervisord keeps, on recorded answers: systemd's are of a running systemd 252, those
/// of Docker and PM2 follow their documentation.
enum Runners {
  static let units = """
    ## Sites
    | App | Port | Systemd unit |
    |---|---|---|
    | luci | 3004 | luci |

    - Restart: `sudo systemctl restart luci`
    - Log: `journalctl -u luci.service -n 100 --no-pager`
    - Status: `systemctl status luci`
    - Go on: `journalctl -u luci -f`
    - All: `journalctl -n 100`
    - Another: `sudo systemctl restart cron`
    """
  static let containers = """
    ## Sites
    | App | Port | Container |
    |---|---|---|
    | luci | 3004 | luci |

    - Restart: `cd /srv/web && docker compose -f compose.prod.yaml restart luci`
    """
  static let processes = """
    ## Sites
    | App | Port | PM2 name | User |
    |---|---|---|---|
    | luci | 3004 | luci | deploy |
    """

  static func runbook(_ text: String) throws -> Runbook {
    var runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    runbook.folder = "/srv/ops"
    return runbook
  }

  static func plan(
    _ request: Request, _ text: String, _ server: any Server
  ) async throws -> Plan {
    let plans = try await request.plans(try runbook(text), by: Facts(server))
    return try #require(plans.first)
  }

  static func restart(_ text: String, _ server: any Server) async throws -> Plan {
    try await plan(Request(operation: "restart-service", arguments: ["service": "luci"]), text, server)
  }

  static let first = "f6a99a16371e404cab5ac7bde5a31578", second = "600103fa3b094d1289b64d5c3c3fd0ea"

  /// As `systemctl show` prints it, in its order.
  static func unit(
    _ active: String, _ sub: String, pid: Int = 0, invocation: String = first, result: String = "success",
    status: Int = 0, restarts: Int = 0, load: String = "loaded"
  ) -> Seen {
    .output(
      CommandOutput(
        status: 0,
        output: """
          MainPID=\(pid)
          Result=\(result)
          NRestarts=\(restarts)
          ExecMainStartTimestamp=Sat 2026-11-28 23:35:33 UTC
          ExecMainStatus=\(status)
          User=
          Id=luci.service
          LoadState=\(load)
          ActiveState=\(active)
          SubState=\(sub)
          FragmentPath=/etc/systemd/system/luci.service
          UnitFileState=disabled
          NeedDaemonReload=no
          InvocationID=\(invocation)

          """))
  }

  static let unitLook = Look.command(.systemdUnit(name: "luci.service"))
  static let programs = [
    "/usr/bin/systemctl", "/usr/bin/systemd-analyze", "/usr/bin/docker", "/usr/bin/pm2", "/usr/bin/sudo",
    "/usr/bin/timeout",
  ]

  static func picture(_ change: (inout Picture) -> Void) -> Picture {
    .with {
      $0.program = nil
      for path in programs {
        $0.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .file, mode: 0o755))
      }
      change(&$0)
    }
  }

  static func systemd(_ seen: Seen, pid: Int = 812) -> Picture {
    picture {
      $0.looks[unitLook] = seen
      $0.processes[0].pid = pid
      $0.listeners[0].pids = [pid]
    }
  }

  static let systemctl = "/usr/bin/systemctl restart luci"
  static let running = systemd(unit("active", "running", pid: 812))

  static func stated(_ words: String, _ text: String) throws -> OfferedOperation {
    let runbook = try runbook(text)
    let command = try #require(runbook.commands.first { $0.line.template.contains(words) })
    return try AllOperations.find(command.name, in: runbook)
  }

  static func docker(
    _ state: String, started: String, health: String? = nil, pid: Int = 4242, error: String = ""
  ) -> Picture {
    let container =
      #"{"Labels":"com.docker.compose.project=web,com.docker.compose.service=luci","Names":"web-luci-1","#
      + #""Ports":"127.0.0.1:3004->80/tcp","State":"\#(state)","Status":"Up 2 seconds"}"# + "\n"
    let healthJSON = health.map { #","Health":{"Status":"\#($0)","FailingStreak":0}"# } ?? ""
    let inspected =
      #"{"Status":"\#(state)","Running":true,"Pid":\#(pid),"ExitCode":0,"Error":"\#(error)","#
      + #""StartedAt":"\#(started)""# + healthJSON + "}\n"
    return picture {
      $0.looks[.command(.containers)] = .output(CommandOutput(status: 0, output: container))
      $0.looks[.command(.containerState(name: "web-luci-1"))] = .output(
        CommandOutput(status: 0, output: inspected))
      $0.processes[0].name = "docker-proxy"
    }
  }

  static let compose = "/usr/bin/docker compose -f /srv/web/compose.prod.yaml restart luci"
  static let early = "2026-11-28T20:57:52.123456789Z", late = "2026-11-28T23:57:52.5Z"

  static func pm2(_ status: String, pid: Int, restarts: Int, mode: String = "fork_mode") -> Picture {
    let list =
      #"[{"pid":\#(pid),"name":"luci","pm2_env":{"status":"\#(status)","pm_cwd":"/srv/luci","#
      + #""restart_time":\#(restarts),"pm_uptime":1000000,"exec_mode":"\#(mode)"},"pm_id":0}]"#
    return picture {
      $0.looks[.command(.pm2Processes(account: "deploy"))] = .output(
        CommandOutput(status: 0, output: list + "\n"))
      $0.processes[0].pid = max(pid, 1)
      $0.listeners[0].pids = [pid]
      if pid == 0 { $0.listeners.removeFirst() }
    }
  }

  static let pm2Words = "as deploy: /usr/bin/pm2 restart luci"
}
