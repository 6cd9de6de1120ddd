public import JSON

extension Seen {
  /// See `Recording` for the form.
  public var json: JSON {
    switch self {
    case .absent: ["kind": "absent"]
    case .attributes(let attributes): ["kind": "attributes", "attributes": attributes.json]
    case .folder(let entries):
      [
        "kind": "folder",
        "entries": .array(entries.map { ["name": .string($0.name), "attributes": $0.attributes.json] }),
      ]
    case .text(let text): ["kind": "text", "text": .string(text)]
    case .account(let account): ["kind": "account", "account": account.json]
    case .caller(let account): ["kind": "caller", "account": account.json]
    case .processTable(let table): ["kind": "processTable", "table": table.json]
    case .certificates(let certificates):
      ["kind": "certificates", "certificates": .array(certificates.map(\.json))]
    case .publicKey(let key):
      ["kind": "publicKey", "publicKey": .string(key.publicKey), "attributes": key.attributes.json]
    case .http(let answer):
      .object(answer.members)
    case .silence(let seconds): ["kind": "silence", "seconds": JSON(seconds)]
    case .tail(let text, let size): ["kind": "tail", "text": .string(text), "size": JSON(size)]
    case .lines(let found):
      [
        "kind": "lines", "text": .string(found.text), "size": JSON(found.size),
        "searched": JSON(found.searched), "end": .string(found.end.rawValue),
      ]
    case .process(let fields): .object(fields.members)
    case .environment(let values): ["kind": "environment", "values": Self.json(values)]
    case .fileSystem(let fields):
      [
        "kind": "fileSystem", "freeBytes": JSON(fields.freeBytes), "totalBytes": JSON(fields.totalBytes),
        "freeFiles": JSON(fields.freeFiles), "totalFiles": JSON(fields.totalFiles),
      ]
    case .output(let output):
      [
        "kind": "output", "status": JSON(output.status), "output": .string(output.output),
        "errors": .string(output.errors),
      ]
    }
  }

  public init(json: JSON) throws(Recording.Malformed) {
    let members = try Recording.Members(json)
    switch try members.text("kind") {
    case "absent": self = .absent
    case "attributes": self = .attributes(try FileAttributes(members: try members.object("attributes")))
    case "folder":
      self = .folder(
        try members.objects("entries").map { entry throws(Recording.Malformed) in
          FolderEntry(
            name: try entry.text("name"),
            attributes: try FileAttributes(members: try entry.object("attributes")))
        })
    case "text": self = .text(try members.text("text"))
    case "account": self = .account(try Account(members: try members.object("account")))
    case "caller": self = .caller(try Account(members: try members.object("account")))
    case "processTable": self = .processTable(try ProcessTable(members: try members.object("table")))
    case "certificates":
      self = .certificates(
        try members.objects("certificates").map { fields throws(Recording.Malformed) in
          try CertificateFields(members: fields)
        })
    case "publicKey":
      self = .publicKey(
        PublicKeyFields(
          publicKey: try members.text("publicKey"),
          attributes: try FileAttributes(members: try members.object("attributes"))))
    case "http":
      self = .http(
        HTTPAnswer(
          status: try members.int("status"), headers: Self.texts(try members.value("headers")),
          bodyDigest: members.optionalText("bodyDigest")))
    case "silence": self = .silence(seconds: try members.int("seconds"))
    case "tail": self = .tail(text: try members.text("text"), size: try members.int("size"))
    case "lines":
      self = .lines(
        FoundLines(
          text: try members.text("text"), size: try members.int("size"),
          searched: try members.int("searched"),
          // An end that a later version may have added says no more than that there may be more.
          end: FoundLines.End(rawValue: try members.text("end")) ?? .late))
    case "process":
      self = .process(
        ProcessFields(program: members.optionalText("program"), folder: members.optionalText("folder")))
    case "environment": self = .environment(Self.texts(try members.value("values")))
    case "fileSystem":
      self = .fileSystem(
        FileSystemFields(
          freeBytes: try members.int("freeBytes"), totalBytes: try members.int("totalBytes"),
          freeFiles: try members.int("freeFiles"), totalFiles: try members.int("totalFiles")))
    case "output":
      self = .output(
        CommandOutput(
          status: try members.int("status"), output: try members.text("output"),
          errors: try members.text("errors")))
    default: throw members.unknownKind()
    }
  }

  fileprivate static func json(_ texts: [String: String]) -> JSON {
    .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }))
  }

  private static func texts(_ json: JSON) -> [String: String] {
    var texts: [String: String] = [:]
    for member in json.asObject?.members ?? [] { texts[member.key] = member.value.asString }
    return texts
  }
}

extension HTTPAnswer {
  fileprivate var members: JSONObject {
    var members: JSONObject = ["kind": "http", "status": JSON(status), "headers": Seen.json(headers)]
    members["bodyDigest"] = bodyDigest.map(JSON.string)
    return members
  }
}

extension ProcessFields {
  fileprivate var members: JSONObject {
    var members: JSONObject = ["kind": "process"]
    members["program"] = program.map(JSON.string)
    members["folder"] = folder.map(JSON.string)
    return members
  }
}

extension FileAttributes {
  fileprivate var json: JSON {
    var members: JSONObject = [
      "kind": .string(kind.rawValue), "mode": JSON(mode), "uid": JSON(uid), "gid": JSON(gid),
      "size": JSON(size),
      "modified": JSON(modified),
    ]
    members["target"] = target.map(JSON.string)
    members["resolvedKind"] = resolvedKind.map { .string($0.rawValue) }
    return .object(members)
  }

  fileprivate init(members: Recording.Members) throws(Recording.Malformed) {
    guard let kind = Kind(rawValue: try members.text("kind")) else { throw members.unknownKind() }
    self.init(
      kind: kind, mode: try members.int("mode"), uid: try members.int("uid"), gid: try members.int("gid"),
      size: try members.int("size"), modified: try members.int("modified"),
      target: members.optionalText("target"),
      resolvedKind: members.optionalText("resolvedKind").flatMap(Kind.init))
  }
}

extension Account {
  fileprivate var json: JSON {
    [
      "name": .string(name), "uid": JSON(uid), "gid": JSON(gid), "home": .string(home),
      "groups": .array(groups.map { JSON($0) }),
    ]
  }

  fileprivate init(members: Recording.Members) throws(Recording.Malformed) {
    self.init(
      name: try members.text("name"), uid: try members.int("uid"), gid: try members.int("gid"),
      home: try members.text("home"), groups: try members.ints("groups"))
  }
}

extension ProcessTable {
  fileprivate var json: JSON {
    let processes: [JSON] = processes.map { process in
      [
        "pid": JSON(process.pid), "parent": JSON(process.parent), "uid": JSON(process.uid),
        "name": .string(process.name), "startTicks": JSON(process.startTicks),
      ]
    }
    let listeners: [JSON] = listeners.map { listener in
      [
        "address": .string(listener.address), "port": JSON(listener.port),
        "pids": .array(listener.pids.map { JSON($0) }),
      ]
    }
    var members: JSONObject = ["processes": .array(processes), "listeners": .array(listeners)]
    members["bootTime"] = bootTime.map { JSON($0) }
    return .object(members)
  }

  fileprivate init(members: Recording.Members) throws(Recording.Malformed) {
    let processes = try members.objects("processes").map { process throws(Recording.Malformed) in
      RunningProcess(
        pid: try process.int("pid"), parent: try process.int("parent"), uid: try process.int("uid"),
        name: try process.text("name"), startTicks: try process.int("startTicks"))
    }
    let listeners = try members.objects("listeners").map { listener throws(Recording.Malformed) in
      Listener(
        address: try listener.text("address"), port: try listener.int("port"), pids: try listener.ints("pids")
      )
    }
    self.init(processes: processes, listeners: listeners, bootTime: members.optionalInt("bootTime"))
  }
}

extension CertificateFields {
  fileprivate var json: JSON {
    [
      "subject": .string(subject), "issuer": .string(issuer), "notBefore": JSON(notBefore),
      "notAfter": JSON(notAfter),
      "names": .array(names.map(JSON.string)), "serial": .string(serial), "fingerprint": .string(fingerprint),
      "publicKey": .string(publicKey),
    ]
  }

  fileprivate init(members: Recording.Members) throws(Recording.Malformed) {
    self.init(
      subject: try members.text("subject"), issuer: try members.text("issuer"),
      notBefore: try members.int("notBefore"), notAfter: try members.int("notAfter"),
      names: try members.texts("names"), serial: try members.text("serial"),
      fingerprint: try members.text("fingerprint"), publicKey: try members.text("publicKey"))
  }
}
