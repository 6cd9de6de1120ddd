import Findings
public import RunbookModel
public import ServerFacts

/// A path that is stated as the value of something is there: `Uploads: /srv/uploads`.
///
/// What another check knows more of (a script, a certificate, a service's folder) is left to that one.
public struct StatedPathExists: Check {
  public static let card = CheckCard(
    id: "stated-path-exists",
    summary: "a path that the runbook states is there",
    why: "Whoever follows the runbook looks in vain, or makes the file anew where nothing reads it.",
    fix: "Correct the path in the runbook, or restore what was there.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard !runbook.isOfSeveralHosts else { return [] }
    let known = Self.pathsOfOthers(runbook)
    var verdicts: [Verdict] = []
    for claim in runbook.claims where !known.contains(claim.value.value) {
      guard let path = Self.path(claim) else { continue }
      switch await facts.ask(PathAttributes(path: path)) {
      case .unseen(let blindness): verdicts.append(unknown(claim.address, at: claim.value.range, blindness))
      case .seen(nil):
        verdicts.append(
          drifts(
            claim.address, at: claim.value.range,
            "the runbook states \(path) as \(claim.label.lowercased()); nothing is there",
            remedy: .advice("correct the path in the runbook, or restore \(path)")))
      case .seen: verdicts.append(holds(claim.address, at: claim.value.range))
      }
    }
    return verdicts
  }

  /// The whole value as a path of this machine; a log comes and goes.
  private static func path(_ claim: Claim) -> String? {
    let path = claim.value.value
    return ServerPath.isMeant(path) && !path.hasSuffix(".log") && !path.hasPrefix("/var/log/")
      && !path.hasPrefix("/var/run/") ? path : nil
  }

  private static func pathsOfOthers(_ runbook: Runbook) -> Set<String> {
    var paths: Set<String> = []
    for schedule in runbook.schedules {
      paths.formUnion([schedule.script?.value, schedule.command.value].compactMap { $0 })
    }
    for certificate in runbook.entries(Certificate.self) {
      paths.formUnion([certificate.path.value, certificate.key?.value].compactMap { $0 })
    }
    paths.formUnion(runbook.entries(NginxSettings.self).compactMap { $0.configurationRoot?.value })
    paths.formUnion(runbook.entries(SupervisorSettings.self).compactMap { $0.configurationFolder?.value })
    paths.formUnion(runbook.rules.map(\.name.value))
    paths.formUnion(runbook.entries(DatabaseRestore.self).flatMap { $0.claims.map(\.value.value) })
    paths.formUnion(runbook.services.filter { $0.program != nil }.compactMap { $0.directory?.value })
    return paths
  }

  private static let folder = "/srv/uploads"

  public static let examples = [
    CheckExample(
      .holds, "## Files\n- Uploads: /srv/uploads",
      .with { $0.looks[.attributes(path: folder)] = .attributes(FileAttributes(kind: .folder, mode: 0o755)) }),
    CheckExample(
      .drifts, "## Files\n           ↓\n- Uploads: /srv/uploads",
      .with { $0.looks[.attributes(path: folder)] = .absent }),
    CheckExample(
      .unknown, "## Files\n- Uploads: /srv/uploads",
      .with { $0.refused = [.attributes(path: folder)] }),
  ]
}
