import Findings
public import RunbookModel
public import ServerFacts

/// What sudo grants the accounts of the runbook without a password does not make them root.
public struct SudoNarrow: Check {
  public static let card = CheckCard(
    id: "sudo-narrow",
    summary: "what sudo grants without a password is no way to become root",
    why:
      "Whoever breaks into a site that runs as this account is root a moment later: a program with free words reads "
      + "files, loads modules or starts shells of the caller's choice.",
    fix:
      "Grant whole command lines, each with all its words; `runbook sudoers` prints those that operations need.",
    severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let claim = SudoClaim(runbook)
    var verdicts: [Verdict] = []
    for user in claim.users {
      guard let place = claim.place(of: user) else { continue }
      let address = SudoClaim.address(user)
      switch await facts.ask(SudoGrants(user: user)) {
      case .unseen(let blindness): verdicts.append(unknown(address, at: place.range, blindness))
      case .seen(let grants):
        let free = grants.filter { !$0.needsPassword }
        switch await Self.wide(free, of: user, facts) {
        case .unseen(let blindness): verdicts.append(unknown(address, at: place.range, blindness))
        case .seen(let wide):
          guard let first = wide.first else {
            if !free.isEmpty { verdicts.append(holds(address, at: place.range)) }
            continue
          }
          verdicts.append(await tell(user, first, wide, place, facts))
        }
      }
    }
    return verdicts
  }

  private struct Wide: Sendable {
    var grant: SudoGrant
    var reason: String
  }

  private func tell(
    _ user: String, _ first: Wide, _ wide: [Wide], _ place: Located<String>, _ facts: Facts
  ) async -> Verdict {
    let sites = await Self.sites(of: user, facts)
    let words = WorldText.clean(first.grant.words)
    return drifts(
      SudoClaim.address(user), at: place.range,
      "the runbook gives \(user) sudo without a password; \(words) makes it root"
        + (sites ? ", and the sites run as \(user)" : ""),
      severity: sites ? .error : .warning,
      evidence: wide.map { Evidence(source: "sudo -l -U \(user)", text: "\($0.grant.words): \($0.reason)") },
      remedy: .advice(
        "grant whole command lines instead, each with all its words: sudo runbook sudoers --user \(user) prints those"
          + " of the operations; sudo visudo -f \(place.value)"))
  }

  /// Whether supervised programs run as the account: then whoever breaks into one is it.
  private static func sites(of user: String, _ facts: Facts) async -> Bool {
    guard case .seen(let account?) = await facts.ask(AccountNamed(user)),
      case .seen(let table) = await facts.ask(Processes()),
      case .seen(let programs) = await facts.ask(SupervisedPrograms())
    else { return false }
    return programs.contains { $0.pid.flatMap { table.process($0) }?.uid == account.uid }
  }

  private static func wide(_ grants: [SudoGrant], of user: String, _ facts: Facts) async -> Observation<
    [Wide]
  > {
    var found: [Wide] = []
    for grant in grants where grant.runsAsRoot {
      if let reason = RootPrograms.reason(grant) {
        found.append(Wide(grant: grant, reason: reason))
        continue
      }
      switch await facts.ask(PathAttributes(path: grant.program)) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let attributes):
        guard let attributes, attributes.kind == .file else { continue }
        if attributes.uid != 0 || attributes.mode & 0o002 != 0 {
          found.append(Wide(grant: grant, reason: "the file can be written by others than root"))
        }
      }
    }
    return .seen(found)
  }

  private static let text =
    "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh\n\nIt needs NOPASSWD sudo, see /etc/sudoers.d/deploy"
  private static let marked =
    "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh\n\n"
    + "                            ↓\nIt needs NOPASSWD sudo, see /etc/sudoers.d/deploy"
  private static let asked = Look.command(.sudoGrants(user: "deploy"))

  private static func granted(_ line: String) -> ExampleServer {
    .with {
      $0.looks[asked] = .output(SudoExamples.list([line]))
      $0.looks[.attributes(path: "/usr/bin/supervisorctl")] = .attributes(
        FileAttributes(kind: .file, mode: 0o755))
      $0.looks[.attributes(path: "/home/deploy/x.sh")] = .attributes(
        FileAttributes(kind: .file, mode: 0o755, uid: 1000))
    }
  }

  public static let examples = [
    CheckExample(.holds, text, granted("(root) NOPASSWD: /usr/bin/supervisorctl restart site-luci")),
    CheckExample(.drifts, marked, granted("(ALL) NOPASSWD: /usr/bin/supervisorctl")),
    CheckExample(.drifts, marked, granted("(root) NOPASSWD: /home/deploy/x.sh")),
    CheckExample(.drifts, marked, granted("(root) NOPASSWD: /usr/bin/systemctl restart *")),
    CheckExample(.unknown, text, .with { $0.refused = [asked] }),
  ]
}
