/// Whether the first word of a command is a program.
public enum Head: Hashable, Sendable {
  /// In the catalogue, by its last path component.
  case known(String)
  /// `./x`, `/x/y`, `~/x`, `scripts/x.sh`
  case path(String)
  /// A word that could be anything.
  case unknown(String)
  case none
}
