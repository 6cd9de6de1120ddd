import Findings
public import RunbookModel
public import ServerFacts

/// Two services cannot listen on one port.
public struct PortsDistinct: Check {
  public static let card = CheckCard(
    id: "ports-distinct",
    summary: "no two services are put on the same port",
    why: "Only one of them can listen; whoever starts second dies in a loop.",
    fix: "Give each service the port that its configuration states.",
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var first: [Int: Service] = [:]
    return runbook.services.compactMap { service in
      guard let port = service.port else { return nil }
      let claim = service.address.field("port")
      guard let other = first[port.value] else {
        first[port.value] = service
        return holds(claim, at: port.range)
      }
      return drifts(
        claim, at: port.range,
        "the runbook puts \(service.name.value) on port \(port.value), where \(other.name.value) is already",
        evidence: [Evidence(source: "\(other.name.range)", text: "\(other.name.value) on \(port.value)")],
        remedy: .advice("correct the port of one of them"))
    }
  }

  public static let examples = [
    CheckExample(
      .holds,
      """
      | App | Port |
      |-----|------|
      | luci | 3004 |
      | near | 3003 |
      """, .healthy),
    CheckExample(
      .drifts,
      """
      | App | Port |
      |-----|------|
      | luci | 3004 |
               ↓
      | near | 3004 |
      """, .healthy),
  ]
}
