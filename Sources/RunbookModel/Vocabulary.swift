import Findings

/// The closed set of words that a parameter takes, from the runbook's own tables.
public enum Vocabulary: Hashable, Sendable {
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
    case .services:
      let bytes = Array(word.utf8)
      let services = runbook.keptServices.filter { service in
        service.aliases.contains { Array($0.utf8) == bytes }
      }
      return services.count == 1 ? services.first?.name.value : nil
    case .schedules:
      let bytes = Array(word.utf8)
      return runbook.namedSchedules.map(\.name.value).first { Array($0.utf8) == bytes }
    case .certificates:
      let bytes = Array(word.utf8)
      return runbook.certificates.first { certificate in
        [certificate.path.value, runbook.shortName(of: certificate)].contains { Array($0.utf8) == bytes }
      }.map { runbook.shortName(of: $0) }
    }
  }
}

extension Runbook {
  /// The name of a certificate, or its path where the name means several.
  public func shortName(of certificate: Certificate) -> String {
    let name = certificate.name.value
    return certificates.count { $0.name.value == name } == 1 ? name : certificate.path.value
  }
}
