import Findings
import RunbookModel
import ServerFacts

/// A service whose folder is known: stated in its row, or named by the job that updates it.
struct DeployedService {
  var service: Service
  var folder: String
  /// Where the runbook states the folder; its name where it does not.
  var range: SourceRange
  /// Whether a job of the runbook updates it.
  var isUpdated: Bool
  /// Whether that job's script speaks of git and of this service.
  var isPulled: Bool
  /// Whether that job asks `git status --porcelain` first, which lists untracked files too.
  var refusesUntracked: Bool

  var claim: Address { service.address.field("checkout") }

  static func all(_ runbook: Runbook, _ facts: Facts) async -> [DeployedService] {
    let job = runbook.updateJob
    var folders: [Substring: String] = [:]
    var isStrict = false, words: Set<Substring> = []
    if let path = job?.script?.value, case .seen(let text?) = await facts.ask(ScriptText(path: path)) {
      words = Set(text.split { !($0.isLetter || $0.isNumber || "_-".contains($0)) })
      isStrict =
        text.contains("status --porcelain") && !text.contains("-uno")
        && !text.contains("untracked-files=no")
      for word in text.split(whereSeparator: { !isOfPath($0) }) where word.hasPrefix("/") {
        let parts = word.split(separator: "/")
        if parts.count > 1, let name = parts.last, folders[name] == nil { folders[name] = String(word) }
      }
    }
    let usesGit = words.contains("git")
    return runbook.services.compactMap { service in
      let isPulled = usesGit && words.contains(service.name.value[...])
      if let stated = service.directory, stated.value.hasPrefix("/"), !stated.value.contains(" ") {
        return DeployedService(
          service: service, folder: withoutSlash(stated.value), range: stated.range, isUpdated: job != nil,
          isPulled: isPulled,
          refusesUntracked: isStrict)
      }
      guard service.directory == nil, let folder = folders[service.name.value[...]] else { return nil }
      return DeployedService(
        service: service, folder: withoutSlash(folder), range: service.name.range, isUpdated: true,
        isPulled: isPulled,
        refusesUntracked: isStrict)
    }
  }

  /// The checkouts of all of them, asked together.
  static func checkouts(
    _ runbook: Runbook, _ facts: Facts
  ) async -> [(deployed: DeployedService, checkout: Observation<Checkout.State?>)] {
    await all(runbook, facts).together { ($0, await facts.ask(Checkout(folder: $0.folder))) }
  }

  private static func isOfPath(_ sign: Character) -> Bool {
    sign.isLetter || sign.isNumber || "/._-".contains(sign)
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

extension Runbook {
  /// The job that brings the services up to date: one whose name says so.
  var updateJob: Schedule? {
    schedules.first { schedule in
      let name = schedule.name.value.lowercased()
      return ["update", "deploy", "pull"].contains { name.contains($0) }
        && !["backup", "dump", "cert", "apt"].contains { name.contains($0) }
    }
  }
}
