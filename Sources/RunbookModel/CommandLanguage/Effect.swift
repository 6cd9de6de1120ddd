/// What a command or an operation does to the server, weakest first. A plan is as strong as its strongest step.
public enum Effect: String, Sendable, CaseIterable, Comparable {
  /// Reads only.
  case observes
  /// Takes up configuration; connections survive.
  case reloads
  /// A service is away for moments, or state changes in a way that can be taken back.
  case interrupts
  /// Data or the way back can be lost.
  case destroys

  public static func < (left: Effect, right: Effect) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .observes: 0
    case .reloads: 1
    case .interrupts: 2
    case .destroys: 3
    }
  }
}
