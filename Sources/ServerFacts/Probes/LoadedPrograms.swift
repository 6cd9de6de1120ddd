/// What supervisord has loaded for each program: the configuration it would start it with now, whatever the files say.
public struct LoadedPrograms: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<[LoadedProgram]> {
    let socket = await SupervisorSocket().ask(server)
    guard case .seen(let path) = socket else { return socket.map { _ in [] } }
    return await server.look(.supervisor(socket: path, call: .allConfigurations)).flatMap { seen in
      guard case .text(let xml) = seen else {
        return .unseen(Blindness(.malformed, "supervisord: no answer"))
      }
      return XMLRPCAnswer.read(xml).flatMap { answer in
        switch answer {
        case .fault(_, let text): .unseen(Blindness(.unreachable, "supervisord: \(text)"))
        case .value(.array(let values)): .seen(values.compactMap(LoadedProgram.init))
        case .value: .unseen(Blindness(.malformed, "supervisord: not a list of configurations"))
        }
      }
    }
  }
}

/// One program as supervisord has it loaded (`supervisor.getAllConfigInfo`), without autorestart and environment,
/// which supervisord does not tell.
public struct LoadedProgram: Hashable, Sendable {
  /// `site-luci`, or `group:name` where the group is another.
  public var name: String
  public var command: String
  /// nil where none is set.
  public var directory: String?
  public var uid: Int?
  /// The settings by the name they have in a file, in the form that `ConfiguredProgram` gives them.
  public var settings: [String: String]
  /// Not so for what was read and not yet taken over by an update.
  public var isInUse: Bool

  public init(
    name: String, command: String, directory: String? = nil, uid: Int? = nil,
    settings: [String: String] = [:], isInUse: Bool = true
  ) {
    self.name = name
    self.command = command
    self.directory = directory
    self.uid = uid
    self.settings = settings
    self.isInUse = isInUse
  }

  /// Members by the name of the setting in a file.
  private static let members = [
    "autostart": "autostart", "startsecs": "startsecs", "startretries": "startretries",
    "stopwaitsecs": "stopwaitsecs", "redirect_stderr": "redirect_stderr", "priority": "process_prio",
    "stdout_logfile": "stdout_logfile", "killasgroup": "killasgroup", "exitcodes": "exitcodes",
  ]

  init?(_ value: XMLRPCValue) {
    guard case .object(let members) = value, let name = members["name"]?.asText,
      let command = members["command"]?.asText
    else { return nil }
    let group = members["group"]?.asText ?? name
    var settings: [String: String] = [:]
    for (setting, member) in Self.members {
      switch members[member] {
      case .boolean(let isOn)?: settings[setting] = isOn ? "true" : "false"
      case .integer(let number)?: settings[setting] = String(number)
      case .text(let text)? where text != "none" && text != "auto": settings[setting] = text
      case .array(let values)?:
        settings[setting] = values.compactMap(\.asInteger).map(String.init).joined(separator: ",")
      default: break
      }
    }
    let directory = members["directory"]?.asText
    self.init(
      name: group == name ? name : "\(group):\(name)", command: command,
      directory: directory == "none" ? nil : directory, uid: members["uid"]?.asInteger, settings: settings,
      isInUse: members["inuse"] != .boolean(false))
  }
}

extension [LoadedProgram] {
  public var byName: [String: LoadedProgram] {
    Dictionary(map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
