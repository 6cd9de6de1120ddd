/// A program's words told apart into options and operands, as its entry in the catalogue says.
struct Arguments {
  let words: [Word]
  private let program: CatalogueProgram
  /// The places of the operands among the words.
  private(set) var operands: [Int] = []
  /// The places of the options.
  private var optionPlaces: [Int] = []

  init(_ words: [Word], of program: CatalogueProgram) {
    self.words = words
    self.program = program
    var place = 0
    var onlyOperands = false
    while place < words.count {
      let text = words[place].text
      if onlyOperands || text.utf8.first != UInt8(ascii: "-") || text.utf8.count == 1 {
        operands.append(place)
      } else if text == "--" {
        onlyOperands = true
      } else {
        let valued = operands.isEmpty ? program.valuedInFront : program.valued
        // `docker compose -f x logs` has no `-f` of its own.
        if program.valued.contains(text) || !valued.contains(text) { optionPlaces.append(place) }
        if valued.contains(text) || endsInValued(text, valued) { place += 1 }
      }
      place += 1
    }
    guard program.handsOn, !optionPlaces.isEmpty else { return }
    let limit = ownEnd
    optionPlaces.removeAll { $0 >= limit }
  }

  /// Where the words begin that the program hands on: options behind that are another program's.
  /// `ssh host rm -f x` has no `-f`, and `bash deploy.sh -n` is no trial.
  private var ownEnd: Int {
    for rule in program.rules where rule.subcommands.isEmpty || rule.subcommands.contains(where: begins) {
      switch rule.runs {
      case .words(let count), .optionalWords(let count): return behind(count).startIndex
      case .name(let count): return count < operands.count ? operands[count] : words.count
      case .text: return operands.first ?? words.count
      case .sql, .value, .actions: return words.count
      case nil: if !rule.subcommands.isEmpty, rule.options.isEmpty { return words.count }
      }
    }
    return words.count
  }

  func operand(_ place: Int) -> Word? { place < operands.count ? words[operands[place]] : nil }

  /// Everything behind the first `count` operands, options included.
  func behind(_ count: Int) -> ArraySlice<Word> {
    var start = words.count
    if count == 0 {
      start = operands.first ?? words.count
    } else if count <= operands.count {
      start = operands[count - 1] + 1
    }
    // `docker exec web -- ls`, `kubectl exec pod -c app -- ls`
    if let dashes = words[min(start, words.count)...].firstIndex(where: { $0.text == "--" }), count > 0 {
      let between = words[start..<dashes]
      if between.allSatisfy({ $0.text.hasPrefix("-") }) || operands.count(where: { $0 < dashes }) <= count {
        return words[(dashes + 1)...]
      }
    }
    return words[start...]
  }

  func matches(_ rule: CatalogueRule) -> Bool {
    let byWords = rule.subcommands.isEmpty || rule.subcommands.contains(where: begins)
    return byWords && (rule.options.isEmpty || rule.options.contains(where: has))
      && (rule.effect != .observes || agrees(with: rule.options))
  }

  /// Of `-o /dev/null -o x` the second one writes: what only looks has to be said by each value.
  private func agrees(with options: [String]) -> Bool {
    let wanted = options.filter { $0.utf8.contains(UInt8(ascii: "=")) }
      .map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    guard wanted.contains(where: { has("\($0[0])=\($0[1])") }) else { return true }
    return Set(wanted.map { $0[0] }).allSatisfy { option in
      values(of: option).allSatisfy { value in wanted.contains { $0[1].lowercased() == value.lowercased() } }
    }
  }

  /// Each `--option` is one of the catalogue's, and none the beginning of one.
  var knowsLongOptions: Bool {
    words.map { $0.text.prefix { $0 != "=" } }.filter { $0.hasPrefix("--") }.allSatisfy { name in
      program.valued.contains(String(name)) || program.rules.contains { $0.options.contains(String(name)) }
    }
  }

  private func begins(_ path: [String]) -> Bool {
    if path.count == 1, path[0] == CatalogueRule.bare { return words.isEmpty }
    guard path.count <= operands.count else { return false }
    return zip(path, operands).allSatisfy { wanted, place in
      guard let text = words[place].literal else { return false }
      if text == wanted || wanted == "*" { return true }
      if program.style == .anyCase { return text.lowercased() == wanted.lowercased() }
      guard text.hasSuffix(wanted) else { return false }
      let before = text.utf8.dropLast(wanted.utf8.count)
      return before.last == UInt8(ascii: "/")
        && (before.count == 1 || wanted.utf8.contains(UInt8(ascii: ".")))
    }
  }

  /// `-v`, `--volumes`, or with its value `-X=DELETE`.
  func has(_ option: String) -> Bool {
    if option == "--" { return words.contains { $0.text == "--" } }
    if option.utf8.contains(UInt8(ascii: "=")) {
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        return values(of: parts[0]).contains { $0.lowercased() == parts[1].lowercased() }
      }
    }
    return optionPlaces.contains { isOption(words[$0].text, option) } || isBundled(option)
  }

  /// `--dry-run=none` is no dry run.
  private static let off: Set<String> = ["false", "none", "no", "0", "off"]

  private func isOption(_ text: String, _ option: String) -> Bool {
    if text == option { return true }
    if text.hasPrefix(option + "=") { return !Self.off.contains(String(text.dropFirst(option.count + 1))) }
    guard program.style != .words, option.utf8.count == 2, !option.hasPrefix("--"), !text.hasPrefix("--"),
      let letter = option.last
    else { return false }
    for sign in text.dropFirst() {
      if sign == letter { return true }
      // The rest is a value: `-oStrictHostKeyChecking=no`.
      if program.valued.contains("-\(sign)") || !(sign.isLetter || sign.isNumber) { return false }
    }
    return false
  }

  private func isBundled(_ option: String) -> Bool {
    guard program.style == .bundled, option.utf8.count == 2, let letter = option.last else { return false }
    guard let first = words.first?.literal, !first.hasPrefix("-") else { return false }
    return first.contains(letter)
  }

  /// What stands behind the option: as the next word, glued, or behind `=`.
  func values(of option: String) -> [String] {
    var values: [String] = []
    for place in optionPlaces {
      let text = words[place].text
      if text.hasPrefix(option + "=") {
        values.append(String(text.dropFirst(option.count + 1)))
      } else if text == option || endsIn(text, option) {
        if place + 1 < words.count { values.append(words[place + 1].text) }
      } else if option.utf8.count == 2, !option.hasPrefix("--"), text.hasPrefix(option),
        program.style != .words
      {
        values.append(String(text.dropFirst(2)))
      }
    }
    return values
  }

  /// `-sX`: the last letter of a bundle is the option that takes the value.
  private func endsIn(_ text: String, _ option: String) -> Bool {
    guard program.style != .words, option.utf8.count == 2, text.utf8.count > 2, !text.hasPrefix("--") else {
      return false
    }
    return text.last == option.last && text.dropFirst().allSatisfy(\.isLetter)
      && !program.valued.contains(String(text.prefix(2)))
  }

  private func endsInValued(_ text: String, _ valued: Set<String>) -> Bool {
    guard program.style != .words, text.utf8.count > 2, !text.hasPrefix("--"), let last = text.last else {
      return false
    }
    guard valued.contains("-\(last)"), !valued.contains(String(text.prefix(2))) else { return false }
    return text.dropFirst().allSatisfy(\.isLetter)
  }
}
