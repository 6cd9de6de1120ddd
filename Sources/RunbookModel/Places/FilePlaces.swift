public import Findings

extension Runbook {
  /// Where services and scripts live; what the runbook says of backups and logs.
  public var filePlaces: [(claim: Address, path: Located<String>)] {
    var found: [(claim: Address, path: Located<String>)] = []
    var done: Set<String> = []
    func add(_ address: Address, _ path: Located<String>?) {
      guard let path, path.value.hasPrefix("/"), done.insert(path.value).inserted else { return }
      found.append((claim: address, path: path))
    }
    for service in services { add(service.address.field("directory"), service.directory) }
    for schedule in schedules { add(schedule.address.field("command"), schedule.script) }
    for restore in entries(DatabaseRestore.self) {
      add(restore.address.field("local-dumps"), restore.localDumps)
      add(
        restore.address.field("rehearsals"),
        restore.rehearsals.map { Located(Self.folder(of: $0.value), at: $0.range) })
    }
    for claim in claims where Self.isOfFiles(claim.label) && !claim.value.value.contains(" ") {
      add(claim.address, claim.value)
    }
    return found
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
  }

  private static func isOfFiles(_ label: String) -> Bool {
    let label = label.lowercased()
    return ["backup", "dump", "log", "data"].contains { label.contains($0) }
  }
}
