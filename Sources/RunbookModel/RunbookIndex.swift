import Findings
import Synchronization

/// What is found in a runbook by its name, made once: whoever goes through all of its commands would else go through all
/// of its services for each of them.
///
/// Keys of bytes are words from outside: a look-alike letter makes another word. nil stands for what means several.
final class RunbookIndex: Sendable {
  /// The name that a runner has for what it keeps.
  struct RunnerName: Hashable {
    var kind: RunnerKind
    var name: String

    /// `luci.service` is `luci`.
    init(_ kind: RunnerKind, _ name: String) {
      self.kind = kind
      self.name = kind == .systemd && name.hasSuffix(".service") ? String(name.dropLast(8)) : name
    }
  }

  let runners: StatedRunners
  /// The first of each name.
  let services: [String: Service]
  /// Those that the runbook gives one runner.
  let servicesByRunner: [RunnerName: Service?]
  let keptServices: [Service]
  let keptServicesByName: [String: [Service]]
  let keptServicesByAlias: [[UInt8]: Service?]
  let certificates: [Certificate]
  let certificateCounts: [String: Int]
  let certificatesByShortName: [String: [Certificate]]
  /// By short name and path, the first of each.
  let certificatesByWord: [[UInt8]: Certificate]
  let namedSchedules: [Schedule]
  let schedulesByName: [String: Schedule]
  let backupJob: Schedule?
  /// The place of the first of each name.
  let commands: [[UInt8]: Int]

  init(_ runbook: Runbook) {
    let runners = StatedRunners(runbook.commands)
    self.runners = runners
    services = Dictionary(runbook.services.map { ($0.name.value, $0) }) { first, _ in first }
    servicesByRunner = Dictionary(
      runbook.services.compactMap { service in
        let stated = runners.runners(of: service)
        return stated.count == 1 ? (RunnerName(stated[0].kind, stated[0].name.value), service) : nil
      }
    ) { _, _ in nil }
    keptServices = runbook.services.filter { $0.hasRunnersName || !runners.runners(of: $0).isEmpty }
    keptServicesByName = Dictionary(grouping: keptServices, by: \.name.value)
    keptServicesByAlias = Dictionary(
      keptServices.flatMap { service in Set(service.aliases.map { Array($0.utf8) }).map { ($0, service) } }
    ) { _, _ in nil }
    certificates = runbook.distinctCertificates
    let counts = Dictionary(certificates.map { ($0.name.value, 1) }, uniquingKeysWith: +)
    certificateCounts = counts
    certificatesByShortName = Dictionary(grouping: certificates) { $0.shortName(counts) }
    certificatesByWord = Dictionary(
      certificates.flatMap { certificate in
        [certificate.path.value, certificate.shortName(counts)].map { (Array($0.utf8), certificate) }
      }
    ) { first, _ in first }
    let named = Dictionary(grouping: runbook.schedules, by: \.name.value).filter { $1.count == 1 }
    namedSchedules = runbook.schedules.filter { named[$0.name.value] != nil }
    schedulesByName = named.compactMapValues(\.first)
    backupJob = runbook.schedules.first(where: \.makesBackups)
    commands = Dictionary(runbook.commands.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first
    }
  }
}

/// An index that is made when it is first asked for: a lookup never does.
final class LateIndex: Sendable {
  private let made = Mutex<RunbookIndex?>(nil)

  func of(_ runbook: Runbook) -> RunbookIndex {
    made.withLock { made in
      if let made { return made }
      let index = RunbookIndex(runbook)
      made = index
      return index
    }
  }
}
