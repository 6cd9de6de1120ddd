import Findings
public import RunbookModel
public import ServerFacts

/// The remote that the dumps are fetched from is configured and shows its folder to the backup's account.
public struct BackupRemoteReachable: Check {
  public static let card = CheckCard(
    id: "backup-remote-reachable",
    summary: "the remote that holds the dumps can be read by the account that backs up",
    why: "Every upload fails, and on the day of the restore nothing can be fetched.",
    fix:
      "Configure the remote for that account with rclone config, or correct its keys or the bucket's name.",
    after: ["crontab-read"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for place in await DumpPlace.all(runbook, facts) {
      guard case .seen(let account) = place.account else {
        if case .unseen(let blindness) = place.account {
          verdicts.append(unknown(place.claim, at: place.remote.range, blindness))
        }
        continue
      }
      let (remotes, folder) = await atOnce(
        { await facts.ask(RcloneRemotes(account: account)) }, { await place.files(facts) })
      verdicts.append(judge(place, account, remotes, folder))
    }
    return verdicts
  }

  private func judge(
    _ place: DumpPlace, _ account: String, _ remotes: Observation<[String]>,
    _ folder: Observation<RemoteFolder.Fact>
  ) -> Verdict {
    let claim = place.claim, range = place.remote.range
    let stated = "the runbook keeps dumps at \(WorldText.clean(place.remote.value))"
    let name = String(place.remote.value.prefix { $0 != ":" })
    let unconfigured = drifts(
      claim, at: range, "\(stated); no remote \(WorldText.clean(name)) is configured for \(account)",
      evidence: [Evidence(source: "rclone listremotes", text: Self.listed(remotes))],
      remedy: .advice("add [\(name)] to \(account)'s rclone configuration: rclone config create \(name)"))
    switch remotes {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let known) where !known.contains(name): return unconfigured
    case .seen: break
    }
    switch folder {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.files): return holds(claim, at: range)
    case .seen(.unconfigured): return unconfigured
    case .seen(.missing(let words)):
      return drifts(
        claim, at: range, "\(stated); there is no such bucket or folder",
        evidence: [Evidence(source: "rclone lsjson", text: words)],
        remedy: .advice("correct the bucket's name in the runbook, or make the bucket again"))
    case .seen(.refused(let words)):
      return drifts(
        claim, at: range, "\(stated); the remote refuses the keys of \(account)",
        evidence: [Evidence(source: "rclone lsjson", text: words)],
        remedy: .advice("put valid keys for [\(name)] into \(account)'s rclone configuration"))
    }
  }

  private static func listed(_ remotes: Observation<[String]>) -> String {
    guard case .seen(let names) = remotes, !names.isEmpty else { return "none" }
    return names.joined(separator: ", ")
  }

  private static let denied =
    "ERROR : error listing: operation error S3: ListObjectsV2, https response error StatusCode: 403, "
    + "api error SignatureDoesNotMatch: Check your key and signing method."
  private static let refusedConnection =
    "ERROR : error listing: request send failed: dial tcp 127.0.0.1:9000: connect: connection refused"

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, BackupExamples.server),
    CheckExample(.holds, BackupExamples.runbook, BackupExamples.server(BackupExamples.list([]))),
    CheckExample(
      .drifts, BackupExamples.marked,
      .with {
        $0.looks[BackupExamples.remotes] = .output(CommandOutput(status: 0, output: "b2:\n"))
        $0.looks[BackupExamples.folder] = BackupExamples.failure(
          1, "CRITICAL: Failed to create file system: didn't find section in config file (\"r2\")")
      }),
    CheckExample(
      .drifts, BackupExamples.marked,
      BackupExamples.server(BackupExamples.failure(3, "ERROR : error listing: directory not found"))),
    CheckExample(
      .drifts, BackupExamples.marked, BackupExamples.server(BackupExamples.failure(1, denied))),
    CheckExample(
      .unknown, BackupExamples.runbook, BackupExamples.server(BackupExamples.failure(5, refusedConnection))),
    CheckExample(.unknown, BackupExamples.runbook, BackupExamples.blind),
  ]
}
