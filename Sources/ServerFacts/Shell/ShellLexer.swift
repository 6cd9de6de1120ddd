/// Cuts a script into words, signs and redirects; comments and here-documents are passed over.
struct ShellLexer {
  enum Token: Equatable {
    case word(ShellWord)
    /// `;`, `&&`, `|`, `(`, a line feed …
    case sign(String)
    case redirect(String, descriptor: Int)
    case end
  }

  static let deepest = 40
  private static let longestArithmetic = 4096

  let bytes: [UInt8]
  private var index = 0
  private var number = 1
  /// The line of the token that comes next.
  private(set) var line = 1
  private(set) var isLost = false
  private var next: Token = .end
  private var hereDocuments: [(mark: String, isIndented: Bool)] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    next = read()
  }

  func peek() -> Token { next }

  mutating func skip() { next = read() }

  /// `name()`: the word that comes next heads a function.
  var isFunctionHead: Bool {
    guard case .word(let word) = next, word.literal != nil else { return false }
    var place = index
    while at(place) == 0x20 { place += 1 }
    guard at(place) == 0x28 else { return false }
    place += 1
    while at(place) == 0x20 { place += 1 }
    return at(place) == 0x29
  }

  func at(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private func starts(_ text: StaticString, at place: Int) -> Bool {
    text.withUTF8Buffer {
      $0.elementsEqual(bytes[min(place, bytes.count)..<min(place + $0.count, bytes.count)])
    }
  }

  private mutating func read() -> Token {
    while true {
      switch at(index) {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x5C where at(index + 1) == 0x0A:
        index += 2
        number += 1
      case 0x23: while index < bytes.count, at(index) != 0x0A { index += 1 }
      default:
        line = number
        return index < bytes.count ? readToken() : .end
      }
    }
  }

  private mutating func readToken() -> Token {
    if starts("((", at: index), let end = arithmeticEnd(index) { return .word(raw(to: end)) }
    if starts("[[ ", at: index) { return readTest() }
    if let redirect = redirectSign() { return .redirect(redirect.sign, descriptor: redirect.descriptor) }
    for sign in Self.signs where starts(sign, at: index) {
      let text = sign.description
      index += sign.utf8CodeUnitCount
      if text == "\n" {
        number += 1
        passHereDocuments()
      }
      return .sign(text == ";&" || text == ";;&" ? ";;" : text)
    }
    return .word(readWord())
  }

  private static let signs: [StaticString] = [
    "\n", ";;&", ";;", ";&", ";", "&&", "||", "|&", "|", "&", "(", ")",
  ]

  /// `>>`, `2>`, `&>`.
  private mutating func redirectSign() -> (sign: String, descriptor: Int)? {
    var place = index
    while (0x30...0x39).contains(at(place)) { place += 1 }
    if starts("&>", at: index) { place = index }
    for sign in ["&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"] as [StaticString]
    where starts(sign, at: place) {
      // `<(…)` and `>(…)` are words.
      if sign.utf8CodeUnitCount == 1, at(place + 1) == 0x28 { return nil }
      let text = sign.description
      let number = Int(String(decoding: bytes[index..<place], as: UTF8.self))
      index = place + sign.utf8CodeUnitCount
      return (text == ">|" ? ">" : text, number ?? (text.hasPrefix("<") ? 0 : 1))
    }
    return nil
  }

  /// The word behind a redirect, which has been read already as the next token.
  mutating func takeTarget(of sign: String) -> ShellWord? {
    guard case .word(let word) = next else { return nil }
    if sign == "<<" || sign == "<<-" {
      hereDocuments.append((Self.unquoted(word), sign == "<<-"))
    }
    skip()
    return word
  }

  private static func unquoted(_ word: ShellWord) -> String {
    word.literal ?? word.text
  }

  private mutating func passHereDocuments() {
    for document in hereDocuments {
      while index < bytes.count {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
        var start = index
        while document.isIndented, at(start) == 0x09 { start += 1 }
        let text = String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
        index = min(end + 1, bytes.count)
        number += 1
        if text == document.mark { break }
      }
    }
    hereDocuments = []
  }

  /// `name=value`, `name+=value`, `name=(…)` whose parenthesis comes next.
  mutating func assignment(_ word: ShellWord) -> ShellAssignment? {
    guard case .literal(let first) = word.parts.first, let sign = first.firstIndex(of: "="),
      word.text.utf8.starts(with: first[...sign].utf8)
    else { return nil }
    var name = first[..<sign]
    if name.last == "+" { name = name.dropLast() }
    if let bracket = name.firstIndex(of: "[") { name = name[..<bracket] }
    guard let initial = name.utf8.first, (0x41...0x5A).contains(initial & 0xDF) || initial == 0x5F,
      name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F })
    else { return nil }
    let rest = String(first[first.index(after: sign)...])
    if case .sign("(") = next, rest.isEmpty, word.parts.count == 1 {
      return ShellAssignment(name: String(name), values: readArray(), isArray: true)
    }
    var value = word
    value.text = String(word.text.dropFirst(first[...sign].count))
    value.parts[0] = .literal(rest)
    return ShellAssignment(name: String(name), values: [value], isArray: false)
  }

  private mutating func readArray() -> [ShellWord] {
    skip()
    var words: [ShellWord] = []
    while true {
      switch next {
      case .word(let word): words.append(word)
      case .sign("\n"): break
      case .sign(")"):
        skip()
        return words
      default:
        isLost = true
        return words
      }
      skip()
    }
  }

  /// Passes over `pattern | pattern )` of a case; false where no parenthesis closes it on its line.
  mutating func skipPattern() -> Bool {
    while true {
      switch next {
      case .sign(")"):
        skip()
        return true
      case .sign("|"), .sign("("), .word: skip()
      default: return false
      }
    }
  }

  /// `[[ … ]]` as one word: what stands in it is no list of commands.
  private mutating func readTest() -> Token {
    var place = index
    while place < bytes.count {
      if at(place) == 0x27 || at(place) == 0x22 || at(place) == 0x24 || at(place) == 0x60 || at(place) == 0x5C
      {
        place = pieceEnd(place)
      } else if starts("]]", at: place), [0x20, 0x0A, 0x09].contains(at(place - 1)),
        [0x20, 0x0A, 0x09, 0x3B, 0x29, 0x26, 0x7C, 0].contains(at(place + 2))
      {
        return .word(raw(to: place + 2))
      } else {
        place += 1
      }
    }
    isLost = true
    index = bytes.count
    return .end
  }

  private func arithmeticEnd(_ start: Int) -> Int? {
    var depth = 0
    var place = start
    while place < min(bytes.count, start + Self.longestArithmetic) {
      if at(place) == 0x28 { depth += 1 }
      if at(place) == 0x29 {
        depth -= 1
        if depth == 0 { return at(place - 1) == 0x29 ? place + 1 : nil }
      }
      place += 1
    }
    return nil
  }

  private mutating func raw(to end: Int) -> ShellWord {
    let text = String(decoding: bytes[index..<end], as: UTF8.self)
    number += bytes[index..<end].count { $0 == 0x0A }
    index = end
    return ShellWord(text: text, parts: [.other(text)], isQuoted: false)
  }

  private mutating func readWord() -> ShellWord {
    let start = index
    var draft = ShellWordDraft()
    while index < bytes.count, !isLost {
      let byte = at(index)
      if [0x20, 0x09, 0x0A, 0x0D, 0x3B, 0x26, 0x7C, 0x28, 0x29].contains(byte) { break }
      if byte == 0x3C || byte == 0x3E {
        guard at(index + 1) == 0x28 else { break }
        take(balanced(index + 1, 0x28, 0x29, 0), &draft) { .other($0) }
        continue
      }
      readPiece(byte, &draft)
    }
    if index == start {
      isLost = true
      index = bytes.count
    }
    return draft.word(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func readPiece(_ byte: UInt8, _ draft: inout ShellWordDraft) {
    switch byte {
    case 0x5C:
      if at(index + 1) == 0x0A { number += 1 } else { draft.add(at(index + 1)) }
      draft.isQuoted = true
      index += 2
    case 0x27:
      let end = pieceEnd(index)
      for byte in bytes[min(index + 1, end)..<max(index + 1, end - 1)] { draft.add(byte) }
      draft.isQuoted = true
      advance(to: end)
    case 0x22: readQuoted(&draft)
    case 0x24, 0x60: readExpansion(&draft)
    default:
      draft.add(byte)
      index += 1
    }
  }

  private mutating func readQuoted(_ draft: inout ShellWordDraft) {
    draft.isQuoted = true
    index += 1
    while index < bytes.count {
      switch at(index) {
      case 0x22:
        index += 1
        return
      case 0x5C:
        if ![0x24, 0x60, 0x22, 0x5C, 0x0A].contains(at(index + 1)) { draft.add(0x5C) }
        if at(index + 1) == 0x0A { number += 1 } else { draft.add(at(index + 1)) }
        index += 2
      case 0x24, 0x60: readExpansion(&draft)
      default:
        if at(index) == 0x0A { number += 1 }
        draft.add(at(index))
        index += 1
      }
    }
    isLost = true
  }

  private mutating func readExpansion(_ draft: inout ShellWordDraft) {
    let end = pieceEnd(index)
    let inner = String(decoding: bytes[min(index + 1, end)..<end], as: UTF8.self)
    if end == index + 1 {
      draft.add(0x24)
      index += 1
    } else if at(index) == 0x60 || (inner.hasPrefix("(") && !inner.hasPrefix("((")) {
      take(end, &draft) { .command(String($0.dropFirst($0.hasPrefix("`") ? 1 : 2).dropLast())) }
    } else if inner.hasPrefix("'") {
      draft.isQuoted = true
      take(end, &draft) { .other($0) }
    } else {
      let name = inner.hasPrefix("{") ? String(inner.dropFirst().dropLast()) : inner
      let isPlain = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F
      }
      take(end, &draft) { isPlain ? .variable(name) : .other($0) }
    }
  }

  private mutating func take(
    _ end: Int, _ draft: inout ShellWordDraft, _ part: (String) -> ShellWord.Part
  ) {
    draft.add(part(String(decoding: bytes[index..<end], as: UTF8.self)))
    advance(to: end)
  }

  private mutating func advance(to end: Int) {
    // Quotes and brackets that nothing closes reach to the end of the text.
    let closings: [UInt8: UInt8] = [0x27: 0x27, 0x60: 0x60, 0x24: at(index + 1) == 0x28 ? 0x29 : 0x7D]
    if end == bytes.count, at(index) != 0x24 || [0x28, 0x7B].contains(at(index + 1)),
      let closing = closings[at(index)], end - index < 2 || at(end - 1) != closing
    {
      isLost = true
    }
    number += bytes[index..<end].count { $0 == 0x0A }
    index = end
  }
}
