import Findings
public import RunbookModel
public import ServerFacts

/// What the runbook says must not be deleted is there.
public struct ProtectedPathExists: Check {
  public static let card = CheckCard(
    id: "protected-path-exists",
    summary: "what must not be deleted is there",
    why: "Somebody deleted it all the same, and whatever needs it fails at its next start.",
    fix: "Restore it from a backup.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let certificates = Set(runbook.entries(Certificate.self).map(\.path.value))
    var verdicts: [Verdict] = []
    for rule in runbook.rules where rule.demand == .protects && !certificates.contains(rule.name.value) {
      guard Self.isOnePath(rule.name.value) else { continue }
      let claim = rule.address.field("protected"), path = rule.name
      switch await facts.ask(PathAttributes(path: path.value)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(nil):
        verdicts.append(
          drifts(
            claim, at: path.range, "the runbook says not to delete \(path.value); it is not there",
            remedy: .advice("restore \(path.value)")))
      case .seen: verdicts.append(holds(claim, at: path.range))
      }
    }
    return verdicts
  }

  /// Whether the words name one path: no pattern, and nothing to be filled in (`<name>`, `YOUR_APP`, `$HOME`).
  private static func isOnePath(_ path: String) -> Bool {
    !path.utf8.contains { "*?[]{}<>$\"'".utf8.contains($0) } && !path.contains("‹")
      && !path.split(separator: "/").contains { part in
        part.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
      }
  }

  public static let examples = [
    CheckExample(.holds, "- /home/deploy/nightly.sh: do not delete", .healthy),
    CheckExample(
      .drifts, "  ↓\n- /home/deploy/nightly.sh: do not delete",
      .with { $0.files["/home/deploy/nightly.sh"] = nil }),
    CheckExample(
      .unknown, "- /home/deploy/nightly.sh: do not delete",
      .with { $0.refused = [.attributes(path: "/home/deploy/nightly.sh")] }),
  ]
}
