import Findings
public import RunbookModel
public import ServerFacts

/// A service's checkout can be brought up to its upstream by a fast-forward.
public struct CheckoutFollowsUpstream: Check {
  public static let card = CheckCard(
    id: "checkout-follows-upstream",
    summary: "the checkout of every service is where its upstream is, or behind it and no more",
    why:
      "A local commit or a forced push stops every later update, or builds the same commit anew every night.",
    fix: "Push the local commits, or reset the checkout to its upstream.", after: ["checkout-on-branch"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let checkouts = await DeployedService.checkouts(runbook, facts)
    let gap = runbook.updateJob?.time.map { DueTimes($0.value) }
    let now = await facts.now()
    let allowed = gap?.longestGap(before: now).map { $0 + 2 * 3600 }
    return await checkouts.together { await judge($0, $1, (now, allowed), facts) }.compactMap(\.self)
  }

  private func judge(
    _ deployed: DeployedService, _ checkout: Observation<Checkout.State?>,
    _ time: (now: Instant, allowed: Int?),
    _ facts: Facts
  ) async -> Verdict? {
    switch checkout {
    case .unseen(let blindness): return unknown(deployed.claim, at: deployed.range, blindness)
    case .seen(nil): return nil
    case .seen(let checkout?):
      // Without a branch or an upstream it is `checkout-on-branch` that tells.
      guard checkout.branch != nil, let upstream = checkout.upstream,
        let slash = upstream.firstIndex(of: "/")
      else { return nil }
      if let own = ownCommits(deployed, checkout, upstream) { return own }
      let probe = UpstreamCommit(
        folder: deployed.folder, remote: String(upstream[..<slash]),
        branch: String(upstream[upstream.index(after: slash)...]))
      return await judge(deployed, checkout, await facts.ask(probe), upstream, time, facts)
    }
  }

  private func ownCommits(_ deployed: DeployedService, _ checkout: Checkout.State, _ upstream: String)
    -> Verdict?
  {
    guard let ahead = checkout.ahead, ahead > 0 else { return nil }
    let folder = deployed.folder, behind = checkout.behind ?? 0
    let commits = ahead == 1 ? "a commit" : "\(ahead) commits"
    let fact =
      behind > 0
      ? "it and \(upstream) have gone apart, so no update can bring it forward"
      : "it has \(commits) that \(upstream) lacks"
    return drifts(
      deployed.claim, at: deployed.range,
      "the runbook keeps \(deployed.service.name.value) in \(folder); \(fact)",
      severity: behind > 0 ? .error : .warning,
      evidence: [Evidence(source: "git status in \(folder)", text: "ahead \(ahead), behind \(behind)")],
      remedy: .advice("push what is worth keeping, then git -C \(folder) reset --hard \(upstream)"))
  }

  private func judge(
    _ deployed: DeployedService, _ checkout: Checkout.State, _ asked: Observation<UpstreamCommit.Fact>,
    _ upstream: String, _ time: (now: Instant, allowed: Int?), _ facts: Facts
  ) async -> Verdict {
    let claim = deployed.claim, range = deployed.range, folder = deployed.folder
    let stated = "the runbook keeps \(deployed.service.name.value) in \(folder)"
    switch asked {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.noRepository(let words)):
      return drifts(
        claim, at: range, "\(stated); the repository it follows is gone",
        evidence: [Evidence(source: "git ls-remote in \(folder)", text: words)],
        remedy: .advice("restore the repository, or correct it with git -C \(folder) remote set-url"))
    case .seen(.noBranch):
      return drifts(
        claim, at: range, "\(stated); \(WorldText.clean(upstream)), which it follows, is gone",
        remedy: .advice("let the branch follow one that is there: git -C \(folder) branch -u origin/main"))
    case .seen(.commit(let commit)):
      if commit == checkout.commit { return holds(claim, at: range) }
      switch await facts.ask(PathAttributes(path: "\(folder)/.git/FETCH_HEAD")) {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let fetched):
        let evidence = [Evidence(source: "git ls-remote in \(folder)", text: "\(commit) \(upstream)")]
        if let fetched, let allowed = time.allowed, time.now.seconds - fetched.modified > allowed {
          return drifts(
            claim, at: range, "\(stated); no update has fetched the commits that wait upstream",
            severity: .warning,
            evidence: evidence + [
              Evidence(source: "\(folder)/.git/FETCH_HEAD", text: "\(Instant(seconds: fetched.modified))")
            ], remedy: .advice("run the update by hand and read what it says"))
        }
        // What was pushed since the last update waits for the next one.
        return holds(claim, at: range)
      }
    }
  }

  private static func fetched(daysAgo: Int) -> ExampleServer {
    var server = DeployExamples.server(upstream: "99999999")
    server.looks[.attributes(path: "/var/www/luci/.git/FETCH_HEAD")] = .attributes(
      FileAttributes(
        kind: .file, mode: 0o644, modified: ExampleServer.noon.seconds - daysAgo * ExampleServer.day))
    return server
  }

  private static let gone: ExampleServer = {
    var server = DeployExamples.server()
    server.looks[DeployExamples.upstream] = .output(
      CommandOutput(
        status: 128, output: "",
        errors: "fatal: '/srv/git/luci.git' does not appear to be a git repository\n"))
    return server
  }()

  private static let unreachable: ExampleServer = {
    var server = DeployExamples.server()
    server.looks[DeployExamples.upstream] = .output(
      CommandOutput(
        status: 128, output: "", errors: "fatal: unable to access: Could not resolve host: git.example\n"))
    return server
  }()

  private static func apart(_ counts: String) -> ExampleServer {
    DeployExamples.server(["oid 52f3872f", "head main", "upstream origin/main", "ab \(counts)"])
  }

  public static let examples = [
    CheckExample(.holds, DeployExamples.runbook, DeployExamples.server()),
    CheckExample(.drifts, DeployExamples.marked, apart("+1 -0")),
    CheckExample(.drifts, DeployExamples.marked, apart("+1 -2")),
    CheckExample(.drifts, DeployExamples.marked, gone),
    CheckExample(.holds, DeployExamples.runbook, fetched(daysAgo: 0)),
    CheckExample(.drifts, DeployExamples.marked, fetched(daysAgo: 4)),
    CheckExample(.unknown, DeployExamples.runbook, unreachable),
    CheckExample(.unknown, DeployExamples.runbook, DeployExamples.blind),
  ]
}
