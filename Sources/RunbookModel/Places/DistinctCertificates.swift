import Findings

extension Runbook {
  /// Each file once: the place that also names its key, else the first.
  public var certificates: [Certificate] {
    let all = entries(Certificate.self)
    var seen: Set<String> = []
    return (all.filter { $0.key != nil } + all).filter { seen.insert($0.path.value).inserted }
  }
}
