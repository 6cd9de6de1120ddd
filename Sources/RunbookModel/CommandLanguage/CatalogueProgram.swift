/// What the catalogue holds of one program: how its words are told apart, and the rules that judge them.
struct CatalogueProgram: Sendable {
  var names: [String]
  /// The manual page or documentation that the rules were read from.
  var source: String
  /// Options that take the next word, wherever they stand.
  var valued: Set<String>
  /// Options that take the next word only in front of the subcommand: `docker compose -f x logs -f`.
  var valuedInFront: Set<String>
  var style: Style
  /// Without any argument it does something of its own: `uptime`.
  var standsAlone: Bool
  /// Subcommands that do nothing without an operand: `restart`.
  var needing: Set<String>
  var rules: [CatalogueRule]

  enum Style: Sendable {
    /// `-rf` is `-r -f`.
    case clustered
    /// `-delete` is one option.
    case words
    /// `tar xzf`: the first word is a bundle too.
    case bundled
    /// Upper or lower case, `FLUSHALL` or `flushall`.
    case anyCase
  }

  init(
    _ names: String, _ source: String, valued: String = "", inFront: String = "",
    style: Style = .clustered, standsAlone: Bool = false, needing: String = "", _ rules: [CatalogueRule]
  ) {
    self.names = names.split(whereSeparator: \.isWhitespace).map { String($0.map { $0 == "~" ? " " : $0 }) }
    self.source = source
    self.valued = Set(valued.split(whereSeparator: \.isWhitespace).map(String.init))
    valuedInFront = Set(inFront.split(whereSeparator: \.isWhitespace).map(String.init)).union(self.valued)
    self.style = style
    self.standsAlone = standsAlone
    self.needing = Set(needing.split(whereSeparator: \.isWhitespace).map(String.init))
    self.rules = rules
  }

  /// `restart` is a subcommand of supervisorctl.
  func hasSubcommand(_ word: String) -> Bool {
    rules.contains { $0.subcommands.contains { $0.first == word } }
  }
}
