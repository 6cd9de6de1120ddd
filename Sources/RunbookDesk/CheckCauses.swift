import DriftChecks
import Findings

/// Which drift explains which, so that a fault is told once: each verdict's root, found in one pass.
struct CheckCauses {
  /// For each verdict the place of the drift at the root of it; nil for a root and for what does not drift.
  private(set) var roots: [Int?]

  init(_ verdicts: [Verdict], after: [String: [String]]) {
    let drifting = DriftIndex(verdicts)
    let direct = verdicts.enumerated().map { place, verdict -> Int? in
      guard case .drifts = verdict.outcome else { return nil }
      return after[verdict.check]?.lazy.compactMap { drifting.cause(of: verdict, named: $0) }
        .first { $0 != place }
    }
    roots = Self.followed(direct)
  }

  /// Every chain to its end. Of drifts that explain each other in a circle the first one is the root.
  private static func followed(_ direct: [Int?]) -> [Int?] {
    var ends = [Int?](repeating: nil, count: direct.count)
    for start in direct.indices where ends[start] == nil {
      var path: [Int] = [], places: [Int: Int] = [:], here = start
      while ends[here] == nil, places[here] == nil, let next = direct[here] {
        places[here] = path.count
        path.append(here)
        here = next
      }
      let circle = places[here].flatMap { path[$0...].min() }
      let end = ends[here] ?? circle ?? here
      for place in path { ends[place] = end }
      ends[here] = end
    }
    return ends.enumerated().map { $0 == $1 || direct[$0] == nil ? nil : $1 }
  }
}

/// The first drift of each check: on an entry, under a name, and in a kind of entries.
private struct DriftIndex {
  private struct Key: Hashable {
    var check, kind, name: String
  }

  private var byEntry: [Key: Int] = [:]
  private var kinds: [String: [(kind: String, first: Int)]] = [:]

  init(_ verdicts: [Verdict]) {
    for (place, verdict) in verdicts.enumerated() {
      guard case .drifts = verdict.outcome else { continue }
      let claim = verdict.claim
      let key = Key(check: verdict.check, kind: claim.kind, name: claim.name)
      if byEntry[key] == nil { byEntry[key] = place }
      if kinds[verdict.check]?.contains(where: { $0.kind == claim.kind }) != true {
        kinds[verdict.check, default: []].append((claim.kind, place))
      }
    }
  }

  /// On the same entry; else on one of another kind (`nginx/nginx` for `service/luci`), rather one of the same name.
  func cause(of verdict: Verdict, named check: String) -> Int? {
    let claim = verdict.claim
    if let same = byEntry[Key(check: check, kind: claim.kind, name: claim.name)] { return same }
    let others = (kinds[check] ?? []).filter { $0.kind != claim.kind }
    let named = others.lazy.compactMap { byEntry[Key(check: check, kind: $0.kind, name: claim.name)] }
    return named.first ?? others.first?.first
  }
}
