public import JSON

extension Look {
  /// The word that a recording and the name of its file have for this kind of look.
  public var kind: String {
    switch self {
    case .attributes: "attributes"
    case .folder: "folder"
    case .text: "text"
    case .account: "account"
    case .caller: "caller"
    case .processTable: "processTable"
    case .supervisor: "supervisor"
    case .certificate: "certificate"
    case .publicKey: "publicKey"
    case .handshake: "handshake"
    case .http: "http"
    case .https: "https"
    case .tail: "tail"
    case .lines: "lines"
    case .process: "process"
    case .environment: "environment"
    case .fileSystem: "fileSystem"
    case .command: "command"
    }
  }

  /// See `Recording` for the form.
  public var json: JSON {
    var members: JSONObject = ["kind": .string(kind)]
    switch self {
    case .attributes(let path), .folder(let path), .text(let path), .certificate(let path),
      .publicKey(let path), .fileSystem(let path):
      members["path"] = .string(path)
    case .tail(let path, let bytes):
      members["path"] = .string(path)
      members["bytes"] = JSON(bytes)
    case .lines(let path, let filter):
      members["path"] = .string(path)
      members["lines"] = JSON(filter.lines)
      members["since"] = filter.since.map { JSON($0.seconds) }
      members["onlyErrors"] = .bool(filter.onlyErrors)
    case .process(let pid): members["pid"] = JSON(pid)
    case .environment(let pid, let names):
      members["pid"] = JSON(pid)
      members["names"] = .array(names.map(JSON.string))
    case .account(let name): members["name"] = .string(name)
    case .caller, .processTable: break
    case .supervisor(let socket, let call):
      members["socket"] = .string(socket)
      members["call"] = call.json
    case .handshake(let port, let serverName):
      members["port"] = JSON(port)
      members["serverName"] = .string(serverName)
    case .http(let port, let host, let path), .https(let port, let host, let path):
      members["port"] = JSON(port)
      members["host"] = .string(host)
      members["path"] = .string(path)
    case .command(let command): members["command"] = command.json
    }
    return .object(members)
  }

  public init(json: JSON) throws(Recording.Malformed) {
    let members = try Recording.Members(json)
    switch try members.text("kind") {
    case "attributes": self = .attributes(path: try members.text("path"))
    case "folder": self = .folder(path: try members.text("path"))
    case "text": self = .text(path: try members.text("path"))
    case "account": self = .account(name: try members.text("name"))
    case "caller": self = .caller
    case "processTable": self = .processTable
    case "supervisor":
      self = .supervisor(
        socket: try members.text("socket"), call: try SupervisorCall(members: try members.object("call")))
    case "certificate": self = .certificate(path: try members.text("path"))
    case "publicKey": self = .publicKey(path: try members.text("path"))
    case "handshake":
      self = .handshake(port: try members.int("port"), serverName: try members.text("serverName"))
    case "http":
      self = .http(
        port: try members.int("port"), host: try members.text("host"), path: try members.text("path"))
    case "https":
      self = .https(
        port: try members.int("port"), host: try members.text("host"), path: try members.text("path"))
    case "tail": self = .tail(path: try members.text("path"), bytes: try members.int("bytes"))
    case "lines":
      self = .lines(
        path: try members.text("path"),
        LogFilter(
          lines: try members.int("lines"), since: members.optionalInt("since").map(Instant.init(seconds:)),
          onlyErrors: json["onlyErrors"]?.asBool ?? false))
    case "process": self = .process(pid: try members.int("pid"))
    case "environment":
      self = .environment(pid: try members.int("pid"), names: try members.texts("names"))
    case "fileSystem": self = .fileSystem(path: try members.text("path"))
    case "command": self = .command(try ReadOnlyCommand(members: try members.object("command")))
    default: throw members.unknownKind()
    }
  }
}

extension SupervisorCall {
  fileprivate var json: JSON {
    switch self {
    case .state: ["kind": "state"]
    case .allProcesses: ["kind": "allProcesses"]
    case .allConfigurations: ["kind": "allConfigurations"]
    case .logTail(let program, let bytes):
      ["kind": "logTail", "program": .string(program), "bytes": JSON(bytes)]
    }
  }

  fileprivate init(members: Recording.Members) throws(Recording.Malformed) {
    switch try members.text("kind") {
    case "state": self = .state
    case "allProcesses": self = .allProcesses
    case "allConfigurations": self = .allConfigurations
    case "logTail": self = .logTail(program: try members.text("program"), bytes: try members.int("bytes"))
    default: throw members.unknownKind()
    }
  }
}
