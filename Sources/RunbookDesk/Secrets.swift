import Findings
import Glibc
import MarkdownDocument
import RunbookModel

/// Where a runbook holds secrets, so that no answer, no excerpt and no explanation shows one.
///
/// A runbook is written for people: `Password: see the vault` and `<password>` are words and no secrets. They
/// stay, since an answer that hides them helps nobody.
struct Secrets: Sendable {
  /// By file and line: stretches of the line in UTF-8 bytes, in order.
  private var stretches: [String: [Int: [Range<Int>]]] = [:]
  /// The secrets themselves, by the same.
  private var texts: [String: [Int: [String]]] = [:]

  /// Each once, the longest first: one may be the beginning of another.
  private var known: [String] = []
  /// Those of them that nobody would take for a word: wherever one stands, it is the secret.
  private var tokens: [String] = []

  /// The most secrets that are looked for in one text.
  private static let most = 64
  /// A shorter one is also an ordinary word, which a log is full of.
  private static let shortest = 6
  /// With letters and digits, and at least so long, it is no word of anybody's.
  private static let shortestToken = 12

  init(_ runbook: Runbook) {
    for document in runbook.documents { read(document.lines, of: document.file) }
    // A column's header is the label of each of its cells.
    var names: [String: Bool] = [:]
    for claim in runbook.claims {
      let isName = names[claim.label] ?? SecretMask.isName(claim.label)
      names[claim.label] = isName
      guard isName || Self.isNamed(claim), !PlainWords.isPlain(claim.value.value) else { continue }
      let range = claim.value.range
      guard range.line == range.endLine, let line = runbook.line(range.line, of: range.file) else { continue }
      guard range.column <= range.endColumn else { continue }
      add([(range.column - 1)..<range.endColumn], of: line, range.line, range.file)
    }
    for passage in runbook.passages.all where !passage.text.codeSpans.isEmpty { read(passage, of: runbook) }
    let all = Set(texts.values.flatMap { $0.values.joined() }).filter { $0.utf8.count >= Self.shortest }
    known = Array(all.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }.prefix(Self.most))
    tokens = known.filter(Self.isToken)
    guard !tokens.isEmpty else { return }
    for document in runbook.documents {
      for (index, line) in document.lines.enumerated() {
        let found = tokens.flatMap { Self.places(of: $0, in: line) }
        add(found.sorted { $0.lowerBound < $1.lowerBound }, of: line, index + 1, document.file)
      }
    }
  }

  private static func isToken(_ secret: String) -> Bool {
    secret.utf8.count >= shortestToken && secret.contains(where: \.isNumber)
      && secret.contains(where: \.isLetter)
  }

  /// The line as it may be shown.
  func line(_ text: String, _ number: Int, of file: String) -> String {
    guard let stretches = stretches[file]?[number] else { return text }
    var shown = "", end = 0
    let bytes = Array(text.utf8)
    for stretch in stretches where stretch.lowerBound >= end && stretch.upperBound <= bytes.count {
      shown += String(decoding: bytes[end..<stretch.lowerBound], as: UTF8.self) + SecretMask.dots
      end = stretch.upperBound
    }
    return shown + String(decoding: bytes[end...], as: UTF8.self)
  }

  /// Words that were taken from a place of the runbook, as they may be shown. What stands on one line that
  /// holds no
  /// secret holds none either; joined from several lines, or from no line, it is looked at anew.
  func text(_ text: String, at range: SourceRange?) -> String {
    guard let range else { return Self.masked(text) }
    let known = secrets(at: range)
    if known.isEmpty, range.line == range.endLine { return text }
    // Nobody writes so many on a few lines; looking for each in every text would take hours.
    if known.count > Self.most { return SecretMask.dots }
    return Self.masked(known.reduce(text) { Self.replace($1, in: $0) })
  }

  /// Words that were not taken from the runbook, and may repeat a secret of it.
  func everywhere(_ text: String) -> String {
    Self.masked(known.filter(text.contains).reduce(text) { Self.replace($1, in: $0) })
  }

  /// A command's name, which is made of the words around it, with the letters of a secret taken out.
  func name(_ name: String, from places: [SourceRange]) -> String {
    self.name(places.flatMap(secrets).prefix(Self.most).reduce(name) { Self.replaceLetters(of: $1, in: $0) })
  }

  /// A name or a title as it may be shown, whatever it was made from: a token in a heading is in the names of all that
  /// stands below it.
  func name(_ name: String) -> String {
    tokens.reduce(name) { name, token in
      Self.replaceLetters(of: token, in: Self.replace(token, in: name))
    }
  }

  private static func replaceLetters(of secret: String, in name: String) -> String {
    let letters = secret.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    return letters.isEmpty ? name : replace(letters, in: name, by: "secret")
  }

  private func secrets(at range: SourceRange) -> [String] {
    guard let lines = texts[range.file] else { return [] }
    if range.line == range.endLine { return lines[range.line] ?? [] }
    return (range.line...max(range.line, range.endLine)).flatMap { lines[$0] ?? [] }
  }

  /// How many bytes further a column stands in the shown line.
  func shift(of column: Int, _ number: Int, of file: String) -> Int {
    let before = (stretches[file]?[number] ?? []).filter { $0.upperBound < column }
    return before.reduce(0) { $0 + SecretMask.dots.utf8.count - $1.count }
  }

  // MARK: Finding them

  private mutating func read(_ lines: [String], of file: String) {
    var isInKey = false
    for (index, line) in lines.enumerated() {
      if isInKey, Self.isOfKey(line) {
        let start = line.utf8.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }.count
        if line.utf8.count > start { add([start..<line.utf8.count], of: line, index + 1, file) }
        isInKey = !line.holds("-----END ")
        continue
      }
      isInKey =
        line.holds("-----BEGIN ") && line.holds("PRIVATE KEY-----") && !line.holds("-----END ")
      add(Self.stretches(in: line), of: line, index + 1, file)
      add(BarePassword.places(in: lines, at: index), of: line, index + 1, file)
    }
  }

  /// What stands between backticks in a text that speaks of secrets, and can be nothing else: "The root password is
  /// `x!y7z`".
  private mutating func read(_ passage: Passage, of runbook: Runbook) {
    guard passage.text.codeSpans.contains(where: { Self.isOdd($0.text) }),
      SecretMask.speaksOf(passage.words)
    else { return }
    for span in passage.text.codeSpans where Self.isOdd(span.text) && span.range.line == span.range.endLine {
      guard let line = runbook.line(span.range.line, of: span.range.file) else { continue }
      add([(span.range.column - 1)..<span.range.endColumn], of: line, span.range.line, span.range.file)
    }
  }

  private static func isOdd(_ text: String) -> Bool {
    BarePassword.hasShape(text) && !PlainWords.isPlain(text)
  }

  /// A line of a key has no blanks; only its first lines may be headers.
  private static func isOfKey(_ line: String) -> Bool {
    let text = line.trimmed
    return line.holds("-----END ") || text.utf8.count >= 16 && !text.utf8.contains(0x20)
      || text.hasPrefix("Proc-Type:") || text.hasPrefix("DEK-Info:") || text.isEmpty
  }

  /// Further stretches of a line, in order; what overlaps a known one is known.
  private mutating func add(_ found: [Range<Int>], of line: String, _ number: Int, _ file: String) {
    var known = stretches[file]?[number] ?? []
    let isFirst = known.isEmpty
    let new = found.filter { stretch in
      !stretch.isEmpty && stretch.upperBound <= line.utf8.count
        && (isFirst || !known.contains { $0.overlaps(stretch) })
    }
    guard !new.isEmpty else { return }
    known += new
    stretches[file, default: [:]][number] = isFirst ? known : known.sorted { $0.lowerBound < $1.lowerBound }
    let bytes = Array(line.utf8)
    let words = new.map { String(decoding: bytes[$0], as: UTF8.self) }
    texts[file, default: [:]][number, default: []] += words
  }

  /// A row such as `| JWT secret | x |` under `Value` names it.
  private static func isNamed(_ claim: Claim) -> Bool {
    PlainWords.valueLabels.contains(claim.label.lowercased()) && SecretMask.isName(claim.address.name)
  }

  /// Emphasis and backticks would stand between a name and its colon: `**Password:** x` is read without them.
  private static func stretches(in line: String) -> [Range<Int>] {
    let isMarked = line.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "`") }
    if !isMarked, !SecretMask.mayHold(line) { return [] }
    var bytes: [UInt8] = [], places: [Int] = []
    for (place, byte) in line.utf8.enumerated() where byte != UInt8(ascii: "*") && byte != UInt8(ascii: "`") {
      bytes.append(byte)
      places.append(place)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return SecretMask.secrets(in: text).compactMap { range in
      guard !range.isEmpty, range.upperBound <= places.count else { return nil }
      let word = String(decoding: bytes[range], as: UTF8.self)
      guard !PlainWords.isPlain(word),
        !PlainWords.beginsSentence(word, behind: bytes[range.upperBound...])
      else { return nil }
      return places[range.lowerBound]..<(places[range.upperBound - 1] + 1)
    }
  }

  // MARK: Taking them out

  /// What has a secret's shape by itself, wherever the words come from.
  private static func masked(_ text: String) -> String {
    let found = stretches(in: text)
    guard !found.isEmpty else { return text }
    var shown = "", end = 0
    let bytes = Array(text.utf8)
    for stretch in found where stretch.lowerBound >= end {
      shown += String(decoding: bytes[end..<stretch.lowerBound], as: UTF8.self) + SecretMask.dots
      end = stretch.upperBound
    }
    return shown + String(decoding: bytes[end...], as: UTF8.self)
  }

  /// Every place where the secret stands by itself: a short one may be a part of other words.
  private static func replace(
    _ secret: String, in text: String, by other: String = SecretMask.dots
  ) -> String {
    let hay = Array(text.utf8), needle = Array(secret.utf8)
    var shown: [UInt8] = [], place = 0
    while place < hay.count {
      let end = place + needle.count
      let isHere = end <= hay.count && hay[place] == needle[0] && hay[place..<end].elementsEqual(needle)
      let isAlone = isHere && !(place > 0 && isWord(hay[place - 1])) && !(end < hay.count && isWord(hay[end]))
      shown += isAlone ? Array(other.utf8) : [hay[place]]
      place = isAlone ? end : place + 1
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// Where it stands by itself in a line, in UTF-8 bytes.
  private static func places(of token: String, in line: String) -> [Range<Int>] {
    let needle = Array(token.utf8)
    var line = line
    return line.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var found: [Range<Int>] = [], place = 0
      while let hit = memchr(base + place, Int32(needle[0]), bytes.count - place) {
        let start = UnsafeRawPointer(hit) - UnsafeRawPointer(base), end = start + needle.count
        place = start + 1
        guard end <= bytes.count, memcmp(base + start, needle, needle.count) == 0 else { continue }
        let isAlone = !(start > 0 && isWord(bytes[start - 1])) && !(end < bytes.count && isWord(bytes[end]))
        if isAlone { found.append(start..<end) }
      }
      return found
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }
}

extension String {
  /// Whether the bytes stand in it; the standard library's search costs more than the reading of the line.
  fileprivate func holds(_ words: StaticString) -> Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      words.withUTF8Buffer { words in
        guard let first = bytes.baseAddress, let wanted = words.baseAddress else { return false }
        var place = 0
        while bytes.count - place >= words.count,
          let hit = memchr(first + place, Int32(wanted[0]), bytes.count - place - words.count + 1)
        {
          if memcmp(hit, wanted, words.count) == 0 { return true }
          place = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - first + 1
        }
        return false
      }
    } ?? contains("\(words)")
  }
}
