import Findings
import RunbookModel

extension Runbook {
  /// The supervised services whose program no other row has: of two with one program nobody knows which is meant.
  var servicesOfOwnProgram: [Service] {
    let supervised = supervisedServices
    let rows = Dictionary(grouping: supervised) { $0.program?.value }
    return supervised.filter { (rows[$0.program?.value] ?? []).count == 1 }
  }
}

extension [Service] {
  /// Those whose port no other row has.
  var ofOwnPort: [Service] {
    let rows = Dictionary(grouping: self) { $0.port?.value }
    return filter { $0.port == nil || (rows[$0.port?.value] ?? []).count == 1 }
  }
}
