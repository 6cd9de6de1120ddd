import ServerFacts

/// What other runners than supervisord answer, for the examples of their checks.
enum RunnerExamples {
  static let unit = Look.command(.systemdUnit(name: "luci.service"))
  static let pm2 = Look.command(.pm2Processes(account: "deploy"))
  static let containers = Look.command(.containers)

  /// As `systemctl show` prints it.
  static func unit(
    load: String = "loaded", active: String = "active", sub: String = "running", file: String = "enabled",
    needsReload: String = "no", result: String = "success"
  ) -> ExampleServer {
    answering(
      unit,
      """
      Id=luci.service
      LoadState=\(load)
      ActiveState=\(active)
      SubState=\(sub)
      FragmentPath=/etc/systemd/system/luci.service
      UnitFileState=\(file)
      NeedDaemonReload=\(needsReload)
      NRestarts=0
      MainPID=812
      Result=\(result)
      """)
  }

  /// As `docker ps --format json` prints it, some members left out.
  static func container(
    state: String = "running", status: String = "Up 2 hours", ports: String = "127.0.0.1:3004->80/tcp"
  ) -> ExampleServer {
    answering(
      containers,
      #"{"Command":"\"docker-entrypoint.s…\"","ID":"1f","Image":"luci:3","#
        + #""Labels":"com.docker.compose.project=web,com.docker.compose.service=luci","#
        + #""Names":"web-luci-1","Ports":"\#(ports)","State":"\#(state)","Status":"\#(status)"}"#)
  }

  /// As `pm2 jlist` prints it, most members left out.
  static func process(status: String = "online") -> ExampleServer {
    answering(
      pm2,
      #"[{"pid":812,"name":"luci","pm2_env":{"status":"\#(status)","pm_cwd":"/srv/luci"},"pm_id":0}]"#)
  }

  private static func answering(_ look: Look, _ text: String) -> ExampleServer {
    .with { $0.looks[look] = .output(CommandOutput(status: 0, output: text + "\n")) }
  }
}
