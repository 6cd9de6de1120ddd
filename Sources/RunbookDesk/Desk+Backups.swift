import Operations
import RunbookModel

extension Desk {
  /// What tells the dumps at the remotes apart, newest first: what stands in their names where the runbook leaves a
  /// place. None where they cannot be seen, or nobody has trusted the runbook. A stranger may have named them.
  public func dumpStamps() async -> [String] {
    guard let request = try? request("list-backups", arguments: [:]),
      case .observed(let executions)? = try? await prepare(request, actor: "")
    else { return [] }
    let names = runbook.entries(DatabaseRestore.self).map(\.dumpNames)
    var stamps: [String] = []
    for row in executions.flatMap(\.steps).flatMap(\.rows) {
      for case ("file", .untrusted(let file)) in row.values {
        guard let stamp = names.lazy.compactMap({ $0.stamp(of: file) }).first else { continue }
        if !stamps.contains(stamp) { stamps.append(stamp) }
      }
    }
    return stamps
  }
}

extension StepRecord {
  fileprivate var rows: [ShownRow] {
    if case .rows(let rows)? = shown { rows } else { [] }
  }
}
