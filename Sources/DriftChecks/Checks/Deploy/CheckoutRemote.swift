import Findings
public import RunbookModel
public import ServerFacts

/// A service's checkout fetches from the repository that the runbook names.
public struct CheckoutRemote: Check {
  public static let card = CheckCard(
    id: "checkout-remote",
    summary: "the checkout of every service fetches from the stated repository",
    why: "Commits that are pushed to the stated repository never arrive.",
    fix: "Correct the address with git remote set-url, or the repository in the runbook.")

  public init() {}

  private static let fields: Set<String> = [
    "repository", "repo", "git", "git repository", "remote", "origin",
  ]

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let stated = runbook.services.contains {
      $0.claims.contains { Self.fields.contains($0.address.field ?? "") }
    }
    guard stated else { return [] }
    for deployed in await DeployedService.all(runbook, facts) {
      let claims = deployed.service.claims
      guard let claim = claims.first(where: { Self.fields.contains($0.address.field ?? "") }),
        let wanted = RepositoryAddress(claim.value.value)
      else { continue }
      switch await facts.ask(CheckoutRemotes(folder: deployed.folder)) {
      case .unseen(let blindness): verdicts.append(unknown(claim.address, at: claim.value.range, blindness))
      case .seen(nil): continue
      case .seen(let remotes?): verdicts.append(judge(deployed, claim, wanted, remotes))
      }
    }
    return verdicts
  }

  private func judge(
    _ deployed: DeployedService, _ claim: Claim, _ wanted: RepositoryAddress, _ remotes: [String: String]
  ) -> Verdict {
    let isThere = remotes.values.contains { RepositoryAddress($0).map { $0.isSame(as: wanted) } ?? false }
    if isThere { return holds(claim.address, at: claim.value.range) }
    let stated =
      "the runbook fetches \(deployed.service.name.value) from \(WorldText.clean(claim.value.value))"
    return drifts(
      claim.address, at: claim.value.range,
      "\(stated); the checkout fetches from \(remotes.isEmpty ? "nowhere" : "elsewhere")",
      evidence: remotes.sorted { $0.key < $1.key }.map {
        Evidence(source: "git remote in \(deployed.folder)", text: "\($0.key) \($0.value)")
      },
      remedy: .advice("git -C \(deployed.folder) remote set-url origin \(claim.value.value)"))
  }

  private static func runbook(_ address: String) -> String {
    "| App | Port | Directory | Repository |\n|---|---|---|---|\n| luci | 3004 | /var/www/luci | \(address) |"
  }

  private static let look = Look.command(.gitRemotes(folder: DeployExamples.folder))
  private static let server = ExampleServer.with {
    $0.looks[look] = .output(
      CommandOutput(status: 0, output: "origin\tgit@git.example:us/luci.git (fetch)\n"))
  }

  public static let examples = [
    CheckExample(.holds, runbook("https://git.example/us/luci"), server),
    CheckExample(
      .drifts,
      runbook("git.example/us/other").replacing(
        "| luci", with: "                                ↓\n| luci"), server),
    CheckExample(.unknown, runbook("https://git.example/us/luci"), .with { $0.refused = [look] }),
  ]
}

/// A repository's address in the spellings that mean the same: with https, with ssh, with and without `.git`.
private struct RepositoryAddress {
  private let path: [Substring]

  init?(_ text: String) {
    var text = text.lowercased()[...]
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    let authority = text.prefix { $0 != "/" }
    if let sign = authority.lastIndex(of: "@") { text = text[text.index(after: sign)...] }
    while text.hasSuffix("/") { text.removeLast() }
    if text.hasSuffix(".git") { text.removeLast(4) }
    guard !text.isEmpty, !text.contains(" ") else { return nil }
    path = text.split { $0 == "/" || $0 == ":" }
  }

  /// `us/luci` without a host is any host's.
  func isSame(as other: RepositoryAddress) -> Bool {
    let (short, long) = path.count < other.path.count ? (path, other.path) : (other.path, path)
    return !short.isEmpty && long.suffix(short.count).elementsEqual(short)
  }
}
