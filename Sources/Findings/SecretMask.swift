/// Takes secrets out of texts before anybody sees them: configuration files, crontabs, logs, what programs
/// say.
///
/// It knows shapes (private keys, web tokens, keys of well-known services, passwords in addresses) and names
/// (`DB_PASSWORD=…`). A secret without a shape and without a name passes, so this is a second line and no
/// permission to read secret files. Rather too much is masked than too little. Each byte is looked at a
/// bounded number of times.
public enum SecretMask {
  /// What stands in the place of a secret.
  public static let dots = "•••"

  public static func mask(_ text: String) -> String {
    guard signs.isIn(text) else { return text }
    var masking = Masking(Array(text.utf8))
    masking.run()
    return String(decoding: masking.output, as: UTF8.self)
  }

  /// Whether a text has what every text with a secret has. It is far cheaper than to look for the secret.
  public static func mayHold(_ text: String) -> Bool { signs.isIn(text) }

  /// What a line with a secret has somewhere; the full look costs far more.
  private static let signs = PhraseSet(
    Masking.servicePrefixes + [
      "pass", "pwd", "secret", "token", "key", "cred", "auth", "bearer", "basic", "pin", "-----begin", "@",
      "xox", "sk-", "sk_",
      "rk_", "dop_", "glpat", "github_pat", "akia", "asia", "aiza", "eyj", "passwort", "kennwort",
      "contraseña", "mot de passe", "senha", "wachtwoord",
      "пароль", "токен", "секрет", "密码", "密碼", "口令", "密钥", "パスワード",
    ], insideWords: true)

  /// Where the secrets stand in a text, in UTF-8 bytes, in order: what `mask` replaces.
  public static func secrets(in text: String) -> [Range<Int>] {
    guard signs.isIn(text) else { return [] }
    var masking = Masking(Array(text.utf8))
    masking.run()
    return masking.secrets
  }

  /// Whether some word of a sentence is a secret's noun.
  public static func speaksOf(_ sentence: String) -> Bool { SecretName.isSpokenOf(sentence) }

  /// Whether words such as a table's header say that what stands beside them is a secret: `JWT secret`.
  public static func isName(_ words: String) -> Bool { SecretName.isSpoken(words) }
}

private struct Masking {
  static let dots = Array(SecretMask.dots.utf8)
  static let servicePrefixes = [
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk-ant-", "sk-proj-",
    "sk_live_", "rk_live_", "npm_", "dop_v1_", "tskey-",
  ]
  private static let servicePrefixBytes = servicePrefixes.map { Array($0.utf8) }

  let input: [UInt8]
  var output: [UInt8] = []
  var secrets: [Range<Int>] = []
  private var place = 0
  /// The word before, joined to this one by a dot, had a secret's name: `password.database=…`.
  private var isNamedBefore = false

  init(_ input: [UInt8]) {
    self.input = input
    output.reserveCapacity(input.count)
  }

  mutating func run() {
    while place < input.count {
      if maskPrivateKey() { continue }
      let byte = input[place]
      if Self.isWord(byte) {
        word()
      } else {
        if byte != UInt8(ascii: ".") { isNamedBefore = false }
        output.append(byte)
        place += 1
      }
    }
  }

  // MARK: Shapes

  private mutating func maskPrivateKey() -> Bool {
    guard starts("-----BEGIN ", at: place) else { return false }
    let line = place..<(place + min(64, input.count - place))
    let label = input[line].prefix { $0 != UInt8(ascii: "\n") }
    guard Self.contains(Array("PRIVATE KEY-----".utf8), in: label) else { return false }
    var end = place + 11
    while end < input.count, !(starts("-----END ", at: end)) { end += 1 }
    if end < input.count {
      end += 9
      while end < input.count, input[end] != UInt8(ascii: "\n"), input[end] != UInt8(ascii: "-") { end += 1 }
      while end < input.count, input[end] == UInt8(ascii: "-") { end += 1 }
    }
    replace(upTo: end)
    return true
  }

  private mutating func word() {
    let start = place
    // A dash is part of a word, and `\n-----BEGIN` of a JSON string is no word.
    var end = start + 1
    while end < input.count, Self.isWord(input[end]), !starts("-----BEGIN ", at: end) { end += 1 }
    let word = input[start..<end]
    if let shaped = endOfShaped(word) {
      replace(upTo: shaped)
    } else if starts("://", at: end) {
      output += input[start..<end + 3]
      place = end + 3
      address()
    } else {
      output += word
      place = end
      let isAuthorization = Self.ends(word, with: "authorization")
      isNamedBefore = isNamedBefore || SecretName.isSecret(word)
      let isOption =
        word.starts(with: Array("--".utf8)) && SecretMask.isName(String(decoding: word, as: UTF8.self))
      if isAuthorization { authorization() } else if isNamedBefore { value(ofOption: isOption) }
    }
  }

  /// Where a token of a known shape ends that begins with this word.
  private func endOfShaped(_ word: ArraySlice<UInt8>) -> Int? {
    if word.count == 20, word.starts(with: Array("AKIA".utf8)) || word.starts(with: Array("ASIA".utf8)) {
      return word.endIndex
    }
    if word.count >= 20, Self.servicePrefixBytes.contains(where: { word.starts(with: $0) }) {
      return word.endIndex
    }
    guard word.count > 8, word.starts(with: Array("eyJ".utf8)), byte(word.endIndex) == UInt8(ascii: ".")
    else {
      return nil
    }
    let payload = end(of: Self.isWord, from: word.endIndex + 1)
    guard payload > word.endIndex + 1, byte(payload) == UInt8(ascii: ".") else { return nil }
    return end(of: Self.isWord, from: payload + 1)
  }

  /// `user:password@` after `scheme://`.
  private mutating func address() {
    let stop = end(of: { !Self.endsAuthority($0) }, from: place)
    let authority = input[place..<stop]
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
      let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return }
    var user = Masking(Array(authority[..<colon]))
    user.run()
    output += user.output
    secrets += user.secrets.map { ($0.lowerBound + place)..<($0.upperBound + place) }
    output.append(UInt8(ascii: ":"))
    place += colon - authority.startIndex + 1
    replace(upTo: at)
  }

  // MARK: Names

  /// The rest of the line after `Authorization:`, or what is quoted after it.
  private mutating func authorization() {
    let next = afterSeparator(allowingBlank: true)
    guard let next else { return }
    output += input[place..<next]
    place = next
    if let quote = quote(at: place) { return quoted(quote) }
    // A quote that encloses the whole header (`-H 'Authorization: …'`) stays, and so does what follows it.
    let enclosing = input[..<place].suffix(64).reversed().first { $0 == 0x22 || $0 == 0x27 || $0 == 0x0A }
    let stop = end(of: { $0 != 0x0A && $0 != 0x0D && !($0 == enclosing) }, from: place)
    if stop > place { replace(upTo: stop) }
  }

  /// The value after `=` or `:`, where one follows; of `--password` also the next word.
  private mutating func value(ofOption isOption: Bool) {
    guard let next = afterSeparator(allowingBlank: false) ?? (isOption ? nextWord() : nil) else { return }
    output += input[place..<next]
    place = next
    isNamedBefore = false
    if starts("-----BEGIN ", at: place) { return }
    if let quote = quote(at: place) { return quoted(quote) }
    var stop = endOfBare(from: place)
    let first = input[place..<stop].map { $0 | 0x20 }
    if ["bearer", "basic", "token"].contains(where: { first == Array($0.utf8) }) {
      stop = endOfBare(from: end(of: Self.isBlank, from: stop))
    }
    if stop > place { replace(upTo: stop) }
  }

  /// Where the value begins after the name that ends here: a closing quote, blanks, `=` or `:`, blanks.
  private func afterSeparator(allowingBlank: Bool) -> Int? {
    var next = place
    if byte(next) == UInt8(ascii: "\\") { next += 1 }
    if byte(next) == 0x22 || byte(next) == 0x27 || byte(next) == UInt8(ascii: "]") { next += 1 }
    let blanks = end(of: Self.isBlank, from: next)
    let separators = end(of: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }, from: blanks)
    if separators == blanks {
      return allowingBlank && blanks > next && (byte(blanks) == 0x22 || byte(blanks) == 0x27) ? blanks : nil
    }
    let arrow = byte(separators) == UInt8(ascii: ">") ? separators + 1 : separators
    return end(of: Self.isBlank, from: arrow)
  }

  /// Where the next word of the line begins, unless that is an option.
  private func nextWord() -> Int? {
    let next = end(of: Self.isBlank, from: place)
    guard next > place, let first = byte(next), first != UInt8(ascii: "-"), !Self.isSpace(first) else {
      return nil
    }
    return next
  }

  private func quote(at place: Int) -> [UInt8]? {
    let escaped = byte(place) == UInt8(ascii: "\\")
    guard let mark = byte(escaped ? place + 1 : place), mark == 0x22 || mark == 0x27 else { return nil }
    return escaped ? [UInt8(ascii: "\\"), mark] : [mark]
  }

  /// Masks up to the closing quote, or to the end of the line where none closes it.
  private mutating func quoted(_ quote: [UInt8]) {
    output += quote
    place += quote.count
    if starts("-----BEGIN ", at: place) { return }
    var stop = place
    while stop < input.count, input[stop] != 0x0A {
      if input[stop...].starts(with: quote) { break }
      if quote.count == 1, input[stop] == UInt8(ascii: "\\"), stop + 1 < input.count, input[stop + 1] != 0x0A
      {
        stop += 1
      }
      stop += 1
    }
    if stop > place { replace(upTo: stop) }
  }

  /// The end of a value without quotes: white space, a comma before the next assignment, or a quote or
  /// bracket that was opened before the name.
  private func endOfBare(from start: Int) -> Int {
    var stop = start
    while stop < input.count, !Self.isSpace(input[stop]) {
      if input[stop] == UInt8(ascii: ",") {
        let name = end(of: Self.isWord, from: stop + 1)
        if name > stop + 1, byte(name) == UInt8(ascii: "=") { return stop }
        // The next member of a JSON object.
        let key = byte(stop + 1) == 0x22 ? end(of: Self.isWord, from: stop + 2) : stop
        if key > stop, byte(key) == 0x22, byte(key + 1) == UInt8(ascii: ":") { return stop }
      }
      if input[stop] == 0x22 || input[stop] == 0x27 || input[stop] == UInt8(ascii: ";") {
        guard let after = byte(stop + 1), !Self.isSpace(after), !Array(",;)}]".utf8).contains(after) else {
          return stop
        }
      }
      stop += 1
    }
    return stop
  }

  // MARK: Bytes

  private mutating func replace(upTo end: Int) {
    output += Self.dots
    secrets.append(place..<end)
    place = end
  }

  private func byte(_ place: Int) -> UInt8? { place < input.count ? input[place] : nil }

  private func starts(_ text: StaticString, at place: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= input.count else { return false }
    return text.withUTF8Buffer { buffer in
      for offset in 0..<count where input[place + offset] != buffer[offset] { return false }
      return true
    }
  }

  private func end(of isMember: (UInt8) -> Bool, from start: Int) -> Int {
    var end = start
    while end < input.count, isMember(input[end]) { end += 1 }
    return end
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    isSpace(byte) || [0x22, 0x27, 0x3C, 0x3E, 0x2F, 0x3F, 0x23].contains(byte)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private static func ends(_ word: ArraySlice<UInt8>, with name: String) -> Bool {
    word.suffix(name.utf8.count).map(lower) == Array(name.utf8)
  }

  private static func contains(_ needle: [UInt8], in hay: ArraySlice<UInt8>) -> Bool {
    guard hay.count >= needle.count else { return false }
    for start in hay.startIndex...(hay.endIndex - needle.count)
    where hay[start] == needle[0] && hay[start...].starts(with: needle) {
      return true
    }
    return false
  }
}
