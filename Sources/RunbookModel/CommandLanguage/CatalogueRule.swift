/// One line of the effect catalogue: which words of a program it is about, and what they do.
///
/// A program's rules are read from the top, and the first that matches judges.
struct CatalogueRule: Sendable {
  var effect: Effect
  /// `volume/rm` is the subcommand `volume` followed by `rm`; empty is any.
  var subcommands: [[String]]
  /// One of them has to stand there; `-X=DELETE` is the option with this value.
  var options: [String]
  var reason: String
  /// The words that it hands on to be executed, which are judged as well: `effect` is then the least.
  var runs: Runs?

  /// The subcommand that stands for no words at all: `mount`.
  static let bare = "nothing"

  /// Where the words stand that a command hands on.
  enum Runs: Sendable {
    /// Behind the first `after` operands: `docker exec db psql`.
    case words(after: Int)
    /// The same where they may be missing: `docker run nginx`.
    case optionalWords(after: Int)
    /// A text for a shell: `ssh host '…'`.
    case text
    /// The same where an option holds it: `ansible all -a '…'`.
    case value(of: [String])
    /// A script or target whose name is all we know: `bash x.sh`, `make deploy`.
    case name(after: Int)
    /// Statements for a database, in one of the options or in an operand.
    case sql(options: [String], operand: Int)
    /// `find -exec … ;`
    case actions
  }

  static func observes(
    _ subcommands: String, with options: String = "", _ reason: String, runs: Runs? = nil
  ) -> CatalogueRule { CatalogueRule(.observes, subcommands, options, reason, runs) }

  static func observes(with options: String, _ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.observes, "", options, reason, runs)
  }

  static func observes(_ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.observes, "", "", reason, runs)
  }

  static func reloads(
    _ subcommands: String, with options: String = "", _ reason: String, runs: Runs? = nil
  ) -> CatalogueRule { CatalogueRule(.reloads, subcommands, options, reason, runs) }

  static func reloads(with options: String, _ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.reloads, "", options, reason, runs)
  }

  static func reloads(_ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.reloads, "", "", reason, runs)
  }

  static func interrupts(
    _ subcommands: String, with options: String = "", _ reason: String, runs: Runs? = nil
  ) -> CatalogueRule { CatalogueRule(.interrupts, subcommands, options, reason, runs) }

  static func interrupts(with options: String, _ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.interrupts, "", options, reason, runs)
  }

  static func interrupts(_ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.interrupts, "", "", reason, runs)
  }

  static func destroys(
    _ subcommands: String, with options: String = "", _ reason: String, runs: Runs? = nil
  ) -> CatalogueRule { CatalogueRule(.destroys, subcommands, options, reason, runs) }

  static func destroys(with options: String, _ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.destroys, "", options, reason, runs)
  }

  static func destroys(_ reason: String, runs: Runs? = nil) -> CatalogueRule {
    CatalogueRule(.destroys, "", "", reason, runs)
  }

  private init(_ effect: Effect, _ subcommands: String, _ options: String, _ reason: String, _ runs: Runs?) {
    self.effect = effect
    self.subcommands = subcommands.words.map { path in
      path.utf8.contains(0x2F) ? path.split(separator: "/").map(String.init) : [path]
    }
    self.options = options.words
    self.reason = reason
    self.runs = runs
  }
}
