import Synchronization

/// What the catalogue holds of one program: how its words are told apart, and the rules that judge them.
///
/// The rules are made when the program is first met: most runbooks name a dozen of the hundreds.
final class CatalogueProgram: Sendable {
  /// The first of its names.
  var name: String { Self.name(String(Substring(written.utf8.prefix { $0 > 0x20 }))) }
  /// All of them, as the catalogue holds them.
  private let written: String
  /// The manual page or documentation that the rules were read from.
  let source: String
  let style: Style
  /// Without any argument it does something of its own: `uptime`.
  let standsAlone: Bool
  private let made = AtomicLazyReference<Details>()
  private let make: @Sendable () -> Details

  private final class Details: Sendable {
    let valued: Set<String>
    let valuedInFront: Set<String>
    let needing: Set<String>
    let rules: [CatalogueRule]
    let handsOn: Bool

    init(valued: Set<String>, inFront: Set<String>, needing: Set<String>, _ rules: [CatalogueRule]) {
      self.valued = valued
      valuedInFront = inFront
      self.needing = needing
      self.rules = rules
      handsOn = rules.contains { $0.runs != nil }
    }
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

  /// Two who meet the program at once may both make them; one of the two is kept.
  private var details: Details { made.load() ?? made.storeIfNil(make()) }

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
    written = names
    self.source = source
    self.style = style
    self.standsAlone = standsAlone
    make = {
      let everywhere = Self.words(valued)
      return Details(
        valued: everywhere, inFront: Self.words(inFront).union(everywhere), needing: Self.words(needing),
        rules())
    }
  }

  var names: [String] {
    var names: [String] = []
    eachName { names.append(String(decoding: $0, as: UTF8.self)) }
    return names
  }

  func eachName(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    WordTable.eachWord(in: written) { word in
      guard word.contains(0x7E) else { return body(word) }
      var name = Self.name(String(decoding: word, as: UTF8.self))
      name.withUTF8(body)
    }
  }

  /// `docker~compose` is one name.
  private static func name(_ written: String) -> String {
    guard written.utf8.contains(0x7E) else { return written }
    return String(decoding: written.utf8.map { $0 == 0x7E ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func words(_ text: String) -> Set<String> { text.isEmpty ? [] : Set(text.words) }

  /// `restart` is a subcommand of supervisorctl.
  func hasSubcommand(_ word: String) -> Bool {
    rules.contains { $0.subcommands.contains { $0.first == word } }
  }
}
