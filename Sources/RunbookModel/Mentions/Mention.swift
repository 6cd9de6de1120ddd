import Findings

/// A value that stands in a sentence or a command: a path, an address, a port, a setting.
struct Mention: Hashable {
  enum Kind: String {
    case path, url, port, ip, unit, handle, repository, version, user, database, setting, keeps = "keep"
    case runner = "process manager", log = "log file", script, document
    case system = "OS", domain, product, time, when
  }

  var kind: Kind
  /// The name of a setting: `DEFAULT_AGENT` in `DEFAULT_AGENT=operator`.
  var name: String?
  /// Where the value stands in the text, in UTF-8 bytes.
  var offsets: Range<Int>
  /// The word that says what it is of, where the text does: `PostgreSQL` in `PostgreSQL 15`.
  var owner: Range<Int>?
}
