import Findings
public import RunbookModel
public import ServerFacts

/// The last words of the update's log about a service tell of no failure.
public struct BuildPassed: Check {
  public static let card = CheckCard(
    id: "build-passed",
    summary: "the last update did not fail for any service",
    why: "The old release keeps running, and nobody hears that new commits do not arrive.",
    fix: "Read the update's log, mend the build, and run the update by hand.",
    after: ["checkout-clean", "checkout-on-branch", "checkout-follows-upstream"])

  public init() {}

  private static let bytes = 65_536

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let path = await Self.log(runbook, facts) else { return [] }
    let deployed = await DeployedService.all(runbook, facts)
    switch await facts.ask(FileTail(path: path, bytes: Self.bytes)) {
    case .unseen(let blindness):
      return deployed.map {
        unknown($0.service.address.field("update"), at: $0.service.name.range, blindness)
      }
    case .seen(nil): return []
    case .seen(let text?):
      let last = Self.lastWords(text)
      return deployed.compactMap { service in
        last[service.service.name.value[...]].map { judge(service, String($0), path) }
      }
    }
  }

  private func judge(_ deployed: DeployedService, _ line: String, _ path: String) -> Verdict {
    let claim = deployed.service.address.field("update"), name = deployed.service.name
    let words = line.lowercased().split { !$0.isLetter }
    guard words.contains("failed") || words.contains("failure") else { return holds(claim, at: name.range) }
    return drifts(
      claim, at: name.range, "the runbook updates \(name.value) every night; the last update of it failed",
      evidence: [Evidence(source: path, text: line)],
      remedy: .advice("read \(path), mend what failed, and run the update by hand"))
  }

  /// The last line about each name that a line gives as `name: …`, behind a time or not; one pass.
  private static func lastWords(_ text: String) -> [Substring: Substring] {
    var last: [Substring: Substring] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      for word in line.split(separator: " ", maxSplits: 4).prefix(4) where word.hasSuffix(":") {
        last[word.dropLast()] = line
        break
      }
    }
    return last
  }

  /// Where the update's script, or else the crontab's own words, send its output.
  private static func log(_ runbook: Runbook, _ facts: Facts) async -> String? {
    guard let job = runbook.updateJob, let script = job.script?.value, let user = job.user,
      case .seen(let account?) = await facts.ask(AccountNamed(user)),
      case .seen(let text?) = await facts.ask(ScriptText(path: script))
    else { return nil }
    for line in text.split(whereSeparator: \.isNewline) where line.contains("exec") {
      guard let arrows = line.firstRange(of: ">>") else { continue }
      let word = line[arrows.upperBound...].drop { $0 == " " || $0 == "\"" }
        .prefix { !" \"\t;&".contains($0) }
      let path = String(word).replacing("${HOME}", with: account.home).replacing("$HOME", with: account.home)
      let plain = path.hasPrefix("~/") ? account.home + path.dropFirst() : path
      if plain.hasPrefix("/"), !plain.contains("$") { return plain }
    }
    return nil
  }

  private static let script = "#!/bin/bash\nexec >>\"$HOME/logs/update.log\" 2>&1\ncd /var/www/luci\n"
  private static let look = Look.tail(path: "/home/deploy/logs/update.log", bytes: bytes)

  private static func saying(_ words: String) -> ExampleServer {
    var server = DeployExamples.server(script: script)
    server.looks[look] = .tail(text: words, size: words.utf8.count)
    return server
  }

  private static let blind: ExampleServer = {
    var server = DeployExamples.server(script: script)
    server.refused = [look]
    return server
  }()

  private static let marked = DeployExamples.runbook.replacing("| luci", with: "  ↓\n| luci")

  public static let examples = [
    CheckExample(
      .holds, DeployExamples.runbook,
      saying("2026-11-27T03:30:05Z luci: failed: the build\n2026-11-28T03:30:05Z luci: updated to 52f3872f\n")
    ),
    CheckExample(
      .drifts, marked, saying("2026-11-28T03:30:05Z luci: failed: the build; the old release keeps running\n")
    ),
    CheckExample(.unknown, DeployExamples.runbook, blind),
  ]
}
