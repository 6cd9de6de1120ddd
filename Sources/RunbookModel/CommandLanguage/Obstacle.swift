/// A construct that only a shell can carry out, in the words of the shell's manual.
public struct Obstacle: Hashable, Sendable {
  /// `command substitution`, `here-document`, `pathname expansion`, …
  public var construct: String

  public init(construct: String) { self.construct = construct }
}
