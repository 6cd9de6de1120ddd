import ServerFacts

/// supervisord's files for the examples of its checks.
enum SupervisorExamples {
  static let folder = "/etc/supervisor/conf.d"
  static let path = "/etc/supervisor/conf.d/site-luci.conf"
  static let luci = """
    [program:site-luci]
    command=/usr/bin/node dist/server.js
    directory=/var/www/luci
    user=deploy
    environment=PORT="3004",NODE_ENV="production"

    """

  static func xml(_ program: LoadedProgram) -> String {
    func member(_ name: String, _ value: String) -> String {
      "<member><name>\(name)</name><value>\(value)</value></member>"
    }
    let members = [
      member("name", "<string>\(program.name)</string>"), member("group", "<string>\(program.name)</string>"),
      member("command", "<string>\(program.command)</string>"),
      member("directory", "<string>\(program.directory ?? "none")</string>"),
      member("uid", program.uid.map { "<int>\($0)</int>" } ?? "<string>none</string>"),
      member("autostart", "<boolean>1</boolean>"), member("startsecs", "<int>1</int>"),
    ]
    return "<?xml version='1.0'?><methodResponse><params><param><value><array><data><value><struct>"
      + "\(members.joined())</struct></value></data></array></value></param></params></methodResponse>"
  }

  static let environment = Look.environment(pid: 812, names: ["NODE_ENV", "PORT", "SUPERVISOR_ENABLED"])

  static let loaded = LoadedProgram(
    name: "site-luci", command: "/usr/bin/node dist/server.js", directory: "/var/www/luci", uid: 1000)
}

extension ExampleServer {
  /// The healthy server with one file of supervisord, which it has loaded in its usual form.
  static func supervised(_ text: String, _ change: (inout ExampleServer) -> Void = { _ in }) -> ExampleServer
  {
    .with { server in
      let file = FileAttributes(kind: .file, mode: 0o644)
      server.looks[.text(path: SupervisorSocket.configuration)] = .text("[include]\nfiles = conf.d/*.conf\n")
      server.looks[.folder(path: SupervisorExamples.folder)] = .folder([
        FolderEntry(name: "site-luci.conf", attributes: file)
      ])
      server.looks[.text(path: SupervisorExamples.path)] = .text(text)
      server.looks[.supervisor(socket: socket, call: .allConfigurations)] = .text(
        SupervisorExamples.xml(SupervisorExamples.loaded))
      server.looks[SupervisorExamples.environment] = .environment([
        "NODE_ENV": "production", "PORT": "3004", ConfigurationDifferences.mark: "1",
      ])
      server.looks[.process(pid: 812)] = .process(
        ProcessFields(program: "/usr/bin/node", folder: "/var/www/luci"))
      for path in ["/var", "/var/www", "/var/www/luci", "/var/log", "/var/log/supervisor"] {
        server.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .folder, mode: 0o755))
      }
      server.looks[.attributes(path: "/usr/bin/node")] = .attributes(FileAttributes(kind: .file, mode: 0o755))
      server.looks[.attributes(path: "/var/www/luci/dist/server.js")] = .attributes(file)
      change(&server)
    }
  }
}
