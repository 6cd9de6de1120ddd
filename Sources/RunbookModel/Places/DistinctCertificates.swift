import Findings

extension Runbook {
  /// Each file once: the place that also names its key, else the first.
  public var certificates: [Certificate] { index.certificates }

  /// Those that a short name means.
  public func certificates(named shortName: String) -> [Certificate] {
    index.certificatesByShortName[shortName] ?? []
  }

  /// The name of a certificate, or its path where the name means several.
  public func shortName(of certificate: Certificate) -> String {
    certificate.shortName(index.certificateCounts)
  }

  var distinctCertificates: [Certificate] {
    let all = entries(Certificate.self)
    var seen: Set<String> = []
    return (all.filter { $0.key != nil } + all).filter { seen.insert($0.path.value).inserted }
  }
}

extension Certificate {
  /// - Parameter counts: how many have each name.
  func shortName(_ counts: [String: Int]) -> String { counts[name.value] == 1 ? name.value : path.value }
}
