import JSON

extension ReadOnlyCommand {
  /// See `Recording` for the form.
  var json: JSON {
    func members(_ kind: String, _ texts: [(String, String?)] = []) -> JSON {
      var object: JSONObject = ["kind": .string(kind)]
      for (name, text) in texts { object[name] = text.map(JSON.string) }
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
    case .pm2Processes(let account): members("pm2Processes", [("account", account)])
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
    case "pm2Processes": self = .pm2Processes(account: try members.text("account"))
    default: throw members.unknownKind()
    }
  }
}
