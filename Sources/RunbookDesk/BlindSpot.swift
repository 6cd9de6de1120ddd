public import DriftChecks
public import ServerFacts

/// One thing that could not be seen, with everything that wanted to see it: one closed socket blinds many checks.
public struct BlindSpot: Hashable, Sendable {
  public var blindness: Blindness
  public var verdicts: [Verdict]
  /// What to do to see it.
  public var advice: String?

  /// The checks that wanted it, each once.
  public var checks: [String] {
    var seen: Set<String> = []
    return verdicts.map(\.check).filter { seen.insert($0).inserted }
  }
}

extension CheckReport {
  /// What could not be seen, in the order in which it was first missed.
  public var blindSpots: [BlindSpot] {
    var places: [Blindness: Int] = [:], spots: [BlindSpot] = []
    for (verdict, blindness) in unknowns {
      if let place = places[blindness] {
        spots[place].verdicts.append(verdict)
      } else {
        places[blindness] = spots.count
        spots.append(BlindSpot(blindness: blindness, verdicts: [verdict], advice: advice(blindness)))
      }
    }
    return spots
  }

  /// The check sees what its caller may see: root sees the most.
  private func advice(_ blindness: Blindness) -> String? {
    switch blindness.reason {
    case .permission: caller.map { $0.uid != 0 } ?? false ? "sudo runbook check" : nil
    case .missingProgram: "install the program that answers"
    case .timeout, .unreachable: "runbook check, once it answers"
    case .malformed, .notRecorded: nil
    }
  }
}
