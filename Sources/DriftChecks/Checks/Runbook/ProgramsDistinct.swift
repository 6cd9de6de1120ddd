import Findings
public import RunbookModel
public import ServerFacts

/// Two services are not one program.
public struct ProgramsDistinct: Check {
  public static let card = CheckCard(
    id: "programs-distinct",
    summary: "no two services are put under the same program",
    why: "A restart by name restarts the other service, and nobody restarts this one.",
    fix: "Give each service the program that runs it.",
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var first: [String: Service] = [:]
    return runbook.services.compactMap { service in
      guard let program = service.program else { return nil }
      let claim = service.address.field("program")
      guard let other = first[program.value], other.name.value != service.name.value else {
        first[program.value] = service
        return holds(claim, at: program.range)
      }
      // A worker without a port, or a second name for one port, may well be one process.
      if service.port == nil || other.port == nil || service.port?.value == other.port?.value { return nil }
      return drifts(
        claim, at: program.range,
        "the runbook runs \(service.name.value) as \(program.value), which is \(other.name.value)'s program already",
        evidence: [Evidence(source: "\(other.name.range)", text: "\(other.name.value): \(program.value)")],
        remedy: .advice("correct the program of one of them"))
    }
  }

  public static let examples = [
    CheckExample(
      .holds,
      """
      | App | Port | Program |
      |-----|------|---------|
      | luci | 3004 | site-luci |
      | near | 3003 | site-near |
      """, .healthy),
    CheckExample(
      .drifts,
      """
      | App | Port | Program |
      |-----|------|---------|
      | luci | 3004 | site-luci |
                      ↓
      | near | 3003 | site-luci |
      """, .healthy),
  ]
}
