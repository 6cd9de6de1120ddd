import Findings
public import RunbookModel
public import ServerFacts

/// The build of a service that is updated from its checkout was written after the checkout last moved.
public struct BuildFollowsCheckout: Check {
  public static let card = CheckCard(
    id: "build-follows-checkout",
    summary: "the build of every service is younger than the commit it is checked out at",
    why:
      "A pull that no build followed: the site is the old one, and the next night sees nothing new to build.",
    fix: "Build it again, and have the update compare with what was last seen to serve.", severity: .warning,
    after: ["build-passed", "checkout-follows-upstream", "checkout-on-branch"])

  public init() {}

  /// A script that commits what it has just built moves the checkout within the same seconds. An update pulls first and
  /// builds then, so that nothing is owed to it.
  private static let allowance = 5

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await DeployedService.all(runbook, facts).filter(\.isPulled).together { await judge($0, facts) }
      .compactMap(\.self)
  }

  private func judge(_ deployed: DeployedService, _ facts: Facts) async -> Verdict? {
    let claim = deployed.service.address.field("build"), range = deployed.range
    let log = "\(deployed.folder)/.git/logs/HEAD"
    switch await facts.ask(PathAttributes(path: log)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    // No checkout, or one that keeps no log.
    case .seen(nil): return nil
    case .seen(let head?):
      switch await NewestBuild.file(in: deployed.folder, facts) {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(nil): return nil
      case .seen(let file?):
        guard head.modified > file.time + Self.allowance else { return holds(claim, at: range) }
        return drifts(
          claim, at: range,
          "the runbook updates \(deployed.service.name.value) in \(deployed.folder); it was pulled and not built since",
          evidence: [
            Evidence(source: log, text: "moved \(Instant(seconds: head.modified))"),
            Evidence(source: file.path, text: "written \(Instant(seconds: file.time))"),
          ],
          remedy: .advice(
            "build it in \(deployed.folder), then: runbook run restart-service \(deployed.service.name.value)"
          ))
      }
    }
  }

  private static let log = Look.attributes(path: "/var/www/luci/.git/logs/HEAD")

  private static func moved(_ seconds: Int) -> ExampleServer {
    .with { server in
      let file = FileAttributes(kind: .file, mode: 0o644, modified: 1000)
      server.looks[.text(path: "/home/deploy/nightly-update.sh")] = .text(
        "cd /var/www/luci && git pull\n# luci\n")
      server.looks[log] = .attributes(FileAttributes(kind: .file, mode: 0o644, modified: seconds))
      server.looks[.folder(path: "/var/www/luci/dist")] = .folder([
        FolderEntry(name: "server.js", attributes: file)
      ])
      server.looks[.folder(path: "/var/www/luci/build")] = .absent
    }
  }

  public static let examples = [
    CheckExample(.holds, DeployExamples.runbook, moved(900)),
    CheckExample(.holds, DeployExamples.runbook, moved(1004)),
    CheckExample(.drifts, DeployExamples.marked, moved(5000)),
    CheckExample(.drifts, DeployExamples.marked, moved(1030)),
    CheckExample(.unknown, DeployExamples.runbook, moved(900).changed { $0.refused = [log] }),
  ]
}
