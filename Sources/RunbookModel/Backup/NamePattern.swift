/// A file's name with places to be filled in, as a step writes it: `appdb-STAMP.sql.gz`.
///
/// A place for a day (`STAMP`, `<date>`, `YYYY-MM-DD`, `$(date +%F)`) takes what a day is written with. Any other place,
/// and `*`, takes anything.
public struct NamePattern: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    case day
    case anything
  }

  private(set) var pieces: [Piece] = []
  /// The name as it is written, without the marks of its placeholders.
  public private(set) var text: String

  public init(_ word: Word) {
    let whole = word.text
    let start = whole.lastIndex(of: "/").map { whole.index(after: $0) } ?? whole.startIndex
    text = whole[start...].filter { $0 != "‹" && $0 != "›" }
    for part in Self.afterLastSlash(word.parts) {
      switch part {
      case .parameter(let name): pieces.append(Self.isDay(name) ? .day : .anything)
      case .literal(let literal): pieces += Self.pieces(literal)
      }
    }
  }

  public var isFixed: Bool { !pieces.contains { if case .literal = $0 { false } else { true } } }

  /// A name that is written so literally matches too.
  public func matches(_ name: String) -> Bool {
    if name == text { return true }
    return matches(Array(name.utf8)[...], pieces[...])
  }

  /// What stands in a name at the one place that is to be filled in; nil where there is none, or several.
  func filling(of name: String) -> String? {
    let ends = pieces.split(omittingEmptySubsequences: false) {
      if case .literal = $0 { false } else { true }
    }
    guard ends.count == 2, name != text, matches(name) else { return nil }
    let lengths = ends.map { end in
      end.reduce(0) { if case .literal(let literal) = $1 { $0 + literal.utf8.count } else { $0 } }
    }
    let filling = name.utf8.dropFirst(lengths[0]).dropLast(lengths[1])
    return filling.isEmpty ? nil : String(decoding: filling, as: UTF8.self)
  }

  private func matches(_ name: ArraySlice<UInt8>, _ pieces: ArraySlice<Piece>) -> Bool {
    guard let first = pieces.first else { return name.isEmpty }
    let rest = pieces.dropFirst()
    switch first {
    case .literal(let literal):
      let bytes = Array(literal.utf8)
      return name.starts(with: bytes) && matches(name.dropFirst(bytes.count), rest)
    case .day:
      guard let byte = name.first, (0x30...0x39).contains(byte) else { return false }
      var taken = name.prefix { (0x30...0x39).contains($0) || "-_:.TZ+".utf8.contains($0) }.count
      while taken > 0 {
        if matches(name.dropFirst(taken), rest) { return true }
        taken -= 1
      }
      return false
    case .anything: return (0...name.count).contains { matches(name.dropFirst($0), rest) }
    }
  }

  private static func afterLastSlash(_ parts: [Word.Part]) -> [Word.Part] {
    var kept: [Word.Part] = []
    for part in parts.reversed() {
      guard case .literal(let text) = part, let slash = text.lastIndex(of: "/") else {
        kept.append(part)
        continue
      }
      kept.append(.literal(String(text[text.index(after: slash)...])))
      break
    }
    return kept.reversed()
  }

  /// Runs of three capitals and more are a place to be filled in, and so are a star and what the shell expands.
  private static func pieces(_ literal: String) -> [Piece] {
    var pieces: [Piece] = [], plain = ""
    var rest = literal[...]
    while let sign = rest.first {
      let run = rest.prefix { $0.isASCII && ($0.isUppercase || $0 == "_") || $0 == "-" && rest.count > 1 }
      let name = run.hasSuffix("-") || run.hasSuffix("_") ? run.dropLast() : run
      var piece: Piece?, length = 0
      if sign.isUppercase, name.count(where: \.isUppercase) > 2 {
        (piece, length) = (isDay(String(name)) ? .day : .anything, name.count)
      } else if sign == "*" || sign == "?" {
        (piece, length) = (.anything, 1)
      } else if sign == "$" || sign == "`" {
        (piece, length) = (rest.contains("date") ? .day : .anything, expansion(rest))
      }
      if let piece {
        if !plain.isEmpty { pieces.append(.literal(plain)) }
        pieces.append(piece)
        plain = ""
        rest = rest.dropFirst(length)
      } else {
        plain.append(sign)
        rest = rest.dropFirst()
      }
    }
    return plain.isEmpty ? pieces : pieces + [.literal(plain)]
  }

  private static func expansion(_ text: Substring) -> Int {
    let forms: [(open: String, close: Character)] = [("$(", ")"), ("${", "}"), ("`", "`")]
    for form in forms where text.hasPrefix(form.open) {
      let body = text.dropFirst(form.open.count)
      guard let end = body.firstIndex(of: form.close) else { return text.count }
      return text.distance(from: text.startIndex, to: end) + 1
    }
    return 1 + text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
  }

  private static func isDay(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["stamp", "date", "day", "yyyy", "time", "today", "jjjj", "datum"].contains { name.contains($0) }
  }
}
