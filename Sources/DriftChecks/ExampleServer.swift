import ServerFacts

/// A server to be held against a small runbook: `site-luci` runs as pid 812 on port 3004 behind nginx, with a nightly
/// job and a certificate. An example changes what it is about.
struct ExampleServer {
  static let noon = Instant(seconds: 1_795_608_000)
  static let socket = SupervisorSocket.debianDefault
  static let day = 86_400
  /// Ten days before noon; the processes started in the first second after it.
  static let boot = noon.seconds - 10 * day

  var programs = [
    SupervisedProgram(name: "site-luci", state: "RUNNING", pid: 812, started: noon.seconds - 3600)
  ]
  var processes = [
    RunningProcess(pid: 700, parent: 1, uid: 0, name: "nginx", startTicks: 10),
    RunningProcess(pid: 701, parent: 700, uid: 33, name: "nginx", startTicks: 11),
    RunningProcess(pid: 812, parent: 1, uid: 1000, name: "node", startTicks: 12),
    RunningProcess(pid: 990, parent: 1, uid: 1000, name: "python3", startTicks: 13),
  ]
  var listeners = [
    Listener(address: "0.0.0.0", port: 443, pids: [700, 701]),
    Listener(address: "::", port: 3004, pids: [812]),
  ]
  var files: [String: (attributes: FileAttributes, text: String)] = [
    "/etc/nginx/sites-enabled/luci": (
      FileAttributes(kind: .file, mode: 0o644),
      "server {\n  listen 443 ssl;\n  server_name luci.example;\n  location / { proxy_pass http://127.0.0.1:3004; }\n}\n"
    ),
    "/var/spool/cron/crontabs/deploy": (
      FileAttributes(kind: .file, mode: 0o600, uid: 1000), "0 3 * * * /home/deploy/nightly.sh\n"
    ),
    "/home/deploy/nightly.sh": (FileAttributes(kind: .file, mode: 0o755, uid: 1000), "#!/bin/bash\ntrue\n"),
    "/bin/bash": (FileAttributes(kind: .file, mode: 0o755), ""),
    "/etc/ssl/origin.pem": (FileAttributes(kind: .file, mode: 0o644), ""),
  ]
  var certificate: CertificateFields? = CertificateFields(
    subject: "CN=luci.example", issuer: "CN=origin", notBefore: noon.seconds - 30 * day,
    notAfter: noon.seconds + 335 * day, names: ["luci.example"], serial: "01", fingerprint: "f1",
    publicKey: "k1")
  var key: PublicKeyFields? = PublicKeyFields(
    publicKey: "k1", attributes: FileAttributes(kind: .file, mode: 0o600))
  /// What other looks show, or what these show instead.
  var looks: [Look: Seen] = [:]
  /// Looks that the system refuses.
  var refused: Set<Look> = []

  static let healthy = ExampleServer()

  static func with(_ change: (inout ExampleServer) -> Void) -> ExampleServer {
    var server = healthy
    change(&server)
    return server
  }

  func changed(_ change: (inout ExampleServer) -> Void) -> ExampleServer {
    var server = self
    change(&server)
    return server
  }

  var recorded: RecordedServer {
    var looks: [Look: Observation<Seen>] = [
      .processTable: .seen(
        .processTable(ProcessTable(processes: processes, listeners: listeners, bootTime: Self.boot))),
      .text(path: SupervisorSocket.configuration): .seen(.absent),
      .supervisor(socket: Self.socket, call: .allProcesses): .seen(.text(Self.xml(programs))),
      .account(name: "deploy"): .seen(
        .account(Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy"))),
      .caller: .seen(.caller(Account(name: "root", uid: 0, gid: 0, home: "/root"))),
      .certificate(path: "/etc/ssl/origin.pem"): .seen(certificate.map { .certificates([$0]) } ?? .absent),
      .publicKey(path: "/etc/ssl/origin.key"): .seen(key.map { .publicKey($0) } ?? .absent),
    ]
    for path in [
      "/etc/nginx/sites-enabled/luci", "/home/deploy/nightly.sh", "/etc/ssl/origin.pem", "/bin/bash",
    ] {
      looks[.attributes(path: path)] = .seen(.absent)
      looks[.text(path: path)] = .seen(.absent)
    }
    for (path, file) in files {
      looks[.attributes(path: path)] = .seen(.attributes(file.attributes))
      looks[.text(path: path)] = .seen(.text(file.text))
    }
    let folder = "/etc/nginx/sites-enabled"
    let enabled = files.keys.filter { $0.hasPrefix(folder + "/") }.sorted().map {
      FolderEntry(
        name: String($0.dropFirst(folder.count + 1)),
        attributes: files[$0]?.attributes ?? .init(kind: .file, mode: 0))
    }
    looks[.folder(path: folder)] = .seen(.folder(enabled))
    for (look, seen) in self.looks { looks[look] = .seen(seen) }
    for look in refused { looks[look] = .unseen(Blindness(.permission, "\(look.words): permission denied")) }
    return RecordedServer(at: Self.noon, looks: looks)
  }

  private static func xml(_ programs: [SupervisedProgram]) -> String {
    let values = programs.map { program in
      """
      <value><struct>\
      <member><name>name</name><value><string>\(program.name)</string></value></member>\
      <member><name>statename</name><value><string>\(program.state)</string></value></member>\
      <member><name>pid</name><value><int>\(program.pid ?? 0)</int></value></member>\
      <member><name>start</name><value><int>\(program.started)</int></value></member>\
      <member><name>spawnerr</name><value><string>\(program.spawnError)</string></value></member>\
      </struct></value>
      """
    }
    return "<?xml version='1.0'?><methodResponse><params><param><value><array><data>\(values.joined())"
      + "</data></array></value></param></params></methodResponse>"
  }
}
