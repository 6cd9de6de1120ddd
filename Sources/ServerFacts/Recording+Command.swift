import JSON

extension ReadOnlyCommand {
  /// See `Recording` for the form.
  var json: JSON {
    func members(
      _ kind: String, _ texts: [(String, String?)] = [], _ numbers: [(String, Int?)] = []
    ) -> JSON {
      var object: JSONObject = ["kind": .string(kind)]
      for (name, text) in texts { object[name] = text.map(JSON.string) }
      for (name, number) in numbers { object[name] = number.map { JSON($0) } }
      return .object(object)
    }
    return switch self {
    case .ownCrontab: members("ownCrontab")
    case .nginxConfigurationTest: members("nginxConfigurationTest")
    case .sudoAllows(let words): ["kind": "sudoAllows", "words": .array(words.map(JSON.string))]
    case .sudoGrants(let user): members("sudoGrants", [("user", user)])
    case .sudoersSyntax(let path): members("sudoersSyntax", [("path", path)])
    case .unpacked(let path): members("unpacked", [("path", path)])
    case .gitStatus(let folder): members("gitStatus", [("folder", folder)])
    case .gitRemotes(let folder): members("gitRemotes", [("folder", folder)])
    case .gitUpstream(let folder, let remote, let branch):
      members("gitUpstream", [("folder", folder), ("remote", remote), ("branch", branch)])
    case .rcloneRemotes(let account): members("rcloneRemotes", [("account", account)])
    case .remoteFolder(let remote, let account):
      members("remoteFolder", [("remote", remote), ("account", account)])
    case .databaseAnswers(let name, let host, let role, let account):
      members("databaseAnswers", [("name", name), ("host", host), ("role", role), ("account", account)])
    case .systemdUnit(let name): members("systemdUnit", [("name", name)])
    case .containers: members("containers")
    case .containerState(let name): members("containerState", [("name", name)])
    case .pm2Processes(let account): members("pm2Processes", [("account", account)])
    case .unitJournal(let name, let lines, let since):
      members("unitJournal", [("name", name)], [("lines", lines), ("since", since)])
    case .containerLog(let name, let lines, let since):
      members("containerLog", [("name", name)], [("lines", lines), ("since", since)])
    case .version(let program): members("version", [("program", program.rawValue)])
    case .pm2Log(let account, let name, let lines):
      members("pm2Log", [("account", account), ("name", name)], [("lines", lines)])
    }
  }

  init(members: Recording.Members) throws(Recording.Malformed) {
    switch try members.text("kind") {
    case "ownCrontab": self = .ownCrontab
    case "nginxConfigurationTest": self = .nginxConfigurationTest
    case "sudoAllows": self = .sudoAllows(words: try members.texts("words"))
    case "sudoGrants": self = .sudoGrants(user: try members.text("user"))
    case "sudoersSyntax": self = .sudoersSyntax(path: try members.text("path"))
    case "unpacked": self = .unpacked(path: try members.text("path"))
    case "gitStatus": self = .gitStatus(folder: try members.text("folder"))
    case "gitRemotes": self = .gitRemotes(folder: try members.text("folder"))
    case "gitUpstream":
      self = .gitUpstream(
        folder: try members.text("folder"), remote: try members.text("remote"),
        branch: try members.text("branch"))
    case "rcloneRemotes": self = .rcloneRemotes(account: try members.text("account"))
    case "remoteFolder":
      self = .remoteFolder(remote: try members.text("remote"), account: try members.text("account"))
    case "databaseAnswers":
      self = .databaseAnswers(
        name: try members.text("name"), host: members.optionalText("host"),
        role: members.optionalText("role"), account: try members.text("account"))
    case "systemdUnit": self = .systemdUnit(name: try members.text("name"))
    case "containers": self = .containers
    case "containerState": self = .containerState(name: try members.text("name"))
    case "pm2Processes": self = .pm2Processes(account: try members.text("account"))
    case "unitJournal":
      self = .unitJournal(
        name: try members.text("name"), lines: try members.int("lines"), since: members.optionalInt("since"))
    case "containerLog":
      self = .containerLog(
        name: try members.text("name"), lines: try members.int("lines"), since: members.optionalInt("since"))
    case "pm2Log":
      self = .pm2Log(
        account: try members.text("account"), name: try members.text("name"), lines: try members.int("lines"))
    case "version":
      guard let program = VersionedProgram(rawValue: try members.text("program")) else {
        throw members.unknownKind()
      }
      self = .version(program)
    default: throw members.unknownKind()
    }
  }
}
