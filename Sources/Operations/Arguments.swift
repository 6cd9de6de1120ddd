import Findings
public import RunbookModel

/// Values from outside after they have passed their vocabularies. Behind this nobody handles outside text.
public struct Arguments: Hashable, Sendable {
  private var values: [String: String]

  /// None at all.
  init() { values = [:] }

  public subscript(_ name: String) -> String? { values[name] }

  public func number(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

  /// Takes the given values by name. What is not declared, missing, or outside its vocabulary is refused with the
  /// list of what is accepted; an alias is replaced by the entry's own name.
  public init(_ given: [String: String], for card: OperationCard, in runbook: Runbook) throws(Refusal) {
    values = [:]
    let names = card.parameters.map(\.name)
    if let unknown = given.keys.sorted().first(where: { !names.contains($0) }) {
      throw Refusal(
        .argument, "\(card.name) has no parameter \(Self.quoted(unknown))", accepted: names,
        nearest: Nearest.words(to: unknown, among: names))
    }
    for parameter in card.parameters {
      guard let value = given[parameter.name] ?? parameter.standard else {
        if parameter.isOptional { continue }
        throw Refusal(
          .argument, "\(card.name) needs \(parameter.name): \(parameter.summary)",
          accepted: Self.accepted(parameter, in: runbook))
      }
      values[parameter.name] = try Self.resolve(value, parameter, of: card, in: runbook)
    }
  }

  /// Takes values by their place, as they stand behind an operation on a command line, or by name: `since=1h`. One that
  /// may be left out is passed over by a word that it does not take and a later one does: `show-log luci errors`.
  public init(words: [String], for card: OperationCard, in runbook: Runbook) throws(Refusal) {
    guard words.count <= card.parameters.count else {
      throw Refusal(
        .argument, "\(card.name) takes \(card.parameters.count) arguments, not \(words.count)",
        accepted: card.parameters.map(\.name))
    }
    var given: [String: String] = [:], inPlace: [String] = []
    for word in words {
      if let (name, value) = Self.named(word, card), given[name] == nil {
        given[name] = value
      } else {
        inPlace.append(word)
      }
    }
    var open = card.parameters.filter { given[$0.name] == nil }
    for word in inPlace {
      let takes = { (parameter: Parameter) in
        !parameter.isOptional || (try? Self.resolve(word, parameter, of: card, in: runbook)) != nil
      }
      let place = open.firstIndex(where: takes) ?? 0
      given[open[place].name] = word
      open.remove(at: place)
    }
    try self.init(given, for: card, in: runbook)
  }

  /// Where any word is taken, one with `=` is a word like others.
  private static func named(_ word: String, _ card: OperationCard) -> (name: String, value: String)? {
    guard !card.parameters.contains(where: { $0.values == .anyWord }) else { return nil }
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, card.parameters.contains(where: { $0.name == parts[0] }) else { return nil }
    return (parts[0], parts[1])
  }

  private static func resolve(
    _ value: String, _ parameter: Parameter, of card: OperationCard, in runbook: Runbook
  ) throws(Refusal) -> String {
    switch parameter.values {
    case .vocabulary(let vocabulary):
      if let name = vocabulary.resolve(value, in: runbook) { return name }
    case .words(let words):
      if words.contains(where: { Array($0.utf8) == Array(value.utf8) }) { return value }
    case .anyWord: if isWord(value) { return value }
    case .number(let range):
      let isPlain =
        !value.isEmpty && value.utf8.count <= 9 && value.utf8.allSatisfy { (48...57).contains($0) }
      if isPlain, let number = Int(value), range.contains(number) { return String(number) }
    }
    let accepted = Self.accepted(parameter, in: runbook)
    throw Refusal(
      .argument, "\(card.name): \(parameter.name) cannot be \(quoted(value))", accepted: accepted,
      nearest: Nearest.words(to: value, among: accepted))
  }

  public static func accepted(_ parameter: Parameter, in runbook: Runbook) -> [String] {
    switch parameter.values {
    case .vocabulary(let vocabulary): vocabulary.words(runbook)
    case .number(let range): ["\(range.lowerBound) to \(range.upperBound)"]
    case .words(let words): words
    case .anyWord:
      ["one word, such as a name or a path: letters, digits and _ . / @ + = , -, not - in front, no .."]
    }
  }

  /// What no program takes for an option, a pattern, a list or a way out of a folder, and nobody's eye for another word.
  private static func isWord(_ value: String) -> Bool {
    let isPlain = value.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_./@+=,-".utf8.contains(byte)
    }
    return isPlain && (1...255).contains(value.utf8.count) && !value.hasPrefix("-") && value != "all"
      && !value.split(separator: "/").contains("..")
  }

  /// A value from outside, cleaned and cut, in quotes.
  private static func quoted(_ value: String) -> String {
    let clean = WorldText.clean(value)
    return "\"" + (clean.count > 60 ? clean.prefix(60) + "…" : clean[...]) + "\""
  }
}
