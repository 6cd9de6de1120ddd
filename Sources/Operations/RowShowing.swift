import Findings
import RunbookModel
import ServerFacts

/// Looks whose answer is a list of things with named values.
struct RowShowing {
  private let server: any Server

  private static let day = 86_400

  init(_ server: any Server) {
    self.server = server
  }

  func certificates(_ files: [NamedPath]) async -> Observation<Shown> {
    let now = await server.now()
    var rows: [ShownRow] = []
    for file in files {
      switch await CertificateFile(path: file.path).ask(server) {
      case .unseen(let blindness):
        rows.append(ShownRow(file.name, ["path": .text(file.path), "unseen": .untrusted(blindness.text)]))
      case .seen(let chain):
        guard let leaf = chain?.first else {
          rows.append(ShownRow(file.name, ["path": .text(file.path), "state": .text("not there")]))
          continue
        }
        rows.append(row(file, leaf, now))
      }
    }
    return .seen(.rows(rows))
  }

  private func row(_ file: NamedPath, _ leaf: CertificateFields, _ now: Instant) -> ShownRow {
    let state =
      leaf.notBefore > now.seconds ? "not valid yet" : leaf.notAfter <= now.seconds ? "ended" : "valid"
    return ShownRow(
      file.name,
      [
        "path": .text(file.path), "state": .text(state),
        "ends": .text(Instant(seconds: leaf.notAfter).description),
        "days": .number((leaf.notAfter - now.seconds) / Self.day),
        "names": .untrusted(leaf.names.joined(separator: " ")), "issuer": .untrusted(leaf.issuer),
      ])
  }

  /// One row a file system: two paths with the same totals lie on one.
  func room(_ paths: [String]) async -> Observation<Shown> {
    var rows: [ShownRow] = []
    var told: Set<[Int]> = []
    for path in paths {
      switch await FileSystemRoom(path: path).ask(server) {
      case .unseen(let blindness): rows.append(ShownRow(path, ["unseen": .untrusted(blindness.text)]))
      case .seen(nil): continue
      case .seen(let room?):
        guard room.totalBytes > 0, told.insert([room.totalBytes, room.totalFiles]).inserted else { continue }
        let used = room.totalBytes - room.freeBytes
        rows.append(
          ShownRow(
            path,
            [
              "free": .bytes(room.freeBytes), "of": .bytes(room.totalBytes),
              "percent": .number(Int(Double(used) / Double(room.totalBytes) * 100)),
              "files": room.totalFiles > 0 ? .number(room.freeFiles) : nil,
            ]))
      }
    }
    return .seen(.rows(rows))
  }

  func holders(of port: Int, _ services: [ServiceQuestion]) async -> Observation<Shown> {
    let (asked, looked) = await atOnce(
      { await SupervisedPrograms().ask(server) }, { await Processes().ask(server) })
    let programs: [SupervisedProgram]? = if case .seen(let programs) = asked { programs } else { nil }
    switch looked {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let table):
      let stated = services.filter { $0.port == port }.map(\.service).joined(separator: ", ")
      let meant: ShownRow.Value? = stated.isEmpty ? nil : .text(stated)
      let listeners = table.listeners(on: port)
      guard !listeners.isEmpty else {
        return .seen(.rows([ShownRow("port \(port)", ["state": .text("nothing listens"), "stated": meant])]))
      }
      let pids = Set(listeners.flatMap(\.pids)).sorted()
      guard !pids.isEmpty else {
        let state = "something listens, and who cannot be seen from this account"
        return .seen(.rows([ShownRow("port \(port)", ["state": .text(state), "stated": meant])]))
      }
      var rows: [ShownRow] = []
      for pid in pids { rows.append(await holder(pid, port, table, programs, services, meant)) }
      return .seen(.rows(rows))
    }
  }

  private func holder(
    _ pid: Int, _ port: Int, _ table: ProcessTable, _ programs: [SupervisedProgram]?,
    _ services: [ServiceQuestion], _ stated: ShownRow.Value?
  ) async -> ShownRow {
    let process = table.process(pid)
    var account: String?
    if let uid = process?.uid {
      account = "uid \(uid)"
      if case .seen(let name?) = await AccountNumbered(uid: uid).ask(server) { account = name }
    }
    let program = programs?.first { $0.pid.map { table.isInTree(pid, of: $0) } ?? false }?.name
    let service = program.flatMap { program in services.first { $0.programs.first?.name == program }?.service
    }
    // The runbook's own word where it is one; any other is whoever's wrote supervisord's files.
    let named: ShownRow.Value? = program.map { service == nil ? .untrusted($0) : .text($0) }
    return ShownRow(
      "port \(port)",
      [
        "pid": .number(pid), "account": account.map { .text($0) },
        "program": named ?? .text(programs == nil ? "not seen" : "none of supervisord's"),
        "service": .text(service ?? "none of the runbook's"), "stated": stated,
        "process": process.map { .untrusted($0.name) },
      ])
  }

  func backups(_ places: [BackupQuestion], _ count: Int) async -> Observation<Shown> {
    let now = await server.now()
    var rows: [ShownRow] = []
    for place in places {
      switch await RemoteFolder(remote: place.remote, account: place.account).ask(server) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(.missing(let words)), .seen(.unconfigured(let words)), .seen(.refused(let words)):
        rows.append(ShownRow(place.remote, ["restore": .text(place.restore), "says": .untrusted(words)]))
      case .seen(.files(let files)):
        let dumps = place.names.dumps(among: files, named: \.name).map { (file: $0, at: Self.time(of: $0)) }
          .sorted { ($0.at, $0.file.name) > ($1.at, $1.file.name) }
        if dumps.isEmpty {
          rows.append(
            ShownRow(place.remote, ["restore": .text(place.restore), "state": .text("no dump there")]))
        }
        for (file, at) in dumps.prefix(count) {
          rows.append(
            ShownRow(
              place.remote,
              [
                "restore": .text(place.restore),
                "written": at > 0 ? .text(Instant(seconds: at).description) : nil,
                "hours": at > 0 ? .number((now.seconds - at) / 3600) : nil,
                "size": file.size >= 0 ? .bytes(file.size) : nil, "file": .untrusted(file.name),
              ]))
        }
      }
    }
    return .seen(.rows(rows))
  }

  /// A remote that keeps no times still keeps names.
  private static func time(of file: RemoteFile) -> Int {
    (file.modified ?? Instant(dayInName: file.name))?.seconds ?? 0
  }
}
