import ServerFacts

extension ExampleServer {
  /// The healthy server with what every check of a service and a nightly job looks at: a whole report can be made of it.
  static var whole: ExampleServer {
    crontab(oneJob) { server in
      for (look, seen) in supervised(SupervisorExamples.luci).looks { server.looks[look] = seen }
      let log = "/var/log/supervisor/supervisord.log"
      server.looks[.tail(path: log, bytes: SupervisorLog.bytes)] = .tail(text: "", size: 0)
      server.looks[.attributes(path: log)] = .attributes(FileAttributes(kind: .file, mode: 0o644))
      server.looks[.environment(pid: 812, names: ["PORT"])] = .environment(["PORT": "3004"])
      for path in ["/home", "/home/deploy"] {
        server.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .folder, mode: 0o755))
      }
      server.looks[.attributes(path: "/etc/localtime")] = .attributes(
        FileAttributes(kind: .link, mode: 0o777, target: "/usr/share/zoneinfo/UTC", resolvedKind: .file))
      let room = FileSystemFields(
        freeBytes: 80 << 30, totalBytes: 100 << 30, freeFiles: 1_000_000, totalFiles: 2_000_000)
      server.looks[.fileSystem(path: "/home/deploy/nightly.sh")] = .fileSystem(room)
      server.processes.append(RunningProcess(pid: 600, parent: 1, uid: 0, name: "cron", startTicks: 1))
      server.processes.append(RunningProcess(pid: 601, parent: 1, uid: 0, name: "supervisord", startTicks: 1))
    }
  }
}
