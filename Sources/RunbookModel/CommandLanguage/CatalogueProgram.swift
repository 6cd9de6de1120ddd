import Synchronization

/// What the catalogue holds of one program: how its words are told apart, and the rules that judge them.
///
/// The rules are made when the program is first met: most runbooks name a dozen of the hundreds.
final class CatalogueProgram: Sendable {
  let names: [String]
  /// The manual page or documentation that the rules were read from.
  let source: String
  let style: Style
  /// Without any argument it does something of its own: `uptime`.
  let standsAlone: Bool
  private let made = Mutex<Details?>(nil)
  private let make: @Sendable () -> Details

  private struct Details: Sendable {
    var valued: Set<String>
    var valuedInFront: Set<String>
    var needing: Set<String>
    var rules: [CatalogueRule]
    var handsOn: Bool
  }

  /// Options that take the next word, wherever they stand.
  var valued: Set<String> { details.valued }
  /// Options that take the next word only in front of the subcommand: `docker compose -f x logs -f`.
  var valuedInFront: Set<String> { details.valuedInFront }
  /// Subcommands that do nothing without an operand: `restart`.
  var needing: Set<String> { details.needing }
  var rules: [CatalogueRule] { details.rules }
  /// Some rule hands words on to be executed, so that options behind them are another program's.
  var handsOn: Bool { details.handsOn }

  private var details: Details {
    made.withLock { known in
      if let known { return known }
      let fresh = make()
      known = fresh
      return fresh
    }
  }

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
    style: Style = .clustered, standsAlone: Bool = false, needing: String = "",
    _ rules: @autoclosure @escaping @Sendable () -> [CatalogueRule]
  ) {
    self.names = names.utf8.split { $0 <= 0x20 }.map { name in
      name.contains(0x7E) ? String(Substring(name)).replacing("~", with: " ") : String(Substring(name))
    }
    self.source = source
    self.style = style
    self.standsAlone = standsAlone
    make = {
      let everywhere = Self.words(valued), rules = rules()
      return Details(
        valued: everywhere, valuedInFront: Self.words(inFront).union(everywhere),
        needing: Self.words(needing),
        rules: rules, handsOn: rules.contains { $0.runs != nil })
    }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.utf8.split { $0 <= 0x20 }.map { String(Substring($0)) })
  }

  /// `restart` is a subcommand of supervisorctl.
  func hasSubcommand(_ word: String) -> Bool {
    rules.contains { $0.subcommands.contains { $0.first == word } }
  }
}
