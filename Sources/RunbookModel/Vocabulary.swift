import Findings

/// The closed set of words that a parameter takes, from the runbook's own tables.
public enum Vocabulary: Hashable, Sendable, CaseIterable {
  /// The names of the services that something keeps running, their aliases accepted.
  case services
  /// The certificate files by their names; by their paths where two have one name.
  case certificates
  /// The names of the jobs, where no two have one.
  case schedules

  /// The names, in the order of the file. They are what a refusal lists.
  public func words(_ runbook: Runbook) -> [String] {
    switch self {
    case .services: runbook.keptServices.map(\.name.value)
    case .schedules: runbook.namedSchedules.map(\.name.value)
    case .certificates: runbook.certificates.map { runbook.shortName(of: $0) }
    }
  }

  /// The name that a word means: itself, or the one entry that has it as an alias. The comparison is by bytes, so
  /// that a look-alike letter is another word.
  public func resolve(_ word: String, in runbook: Runbook) -> String? {
    switch self {
    case .services: runbook.index.keptServicesByAlias[Array(word.utf8)]??.name.value
    case .schedules:
      runbook.schedule(named: word).map(\.name.value).flatMap { $0.utf8.elementsEqual(word.utf8) ? $0 : nil }
    case .certificates:
      runbook.index.certificatesByWord[Array(word.utf8)].map { runbook.shortName(of: $0) }
    }
  }
}
