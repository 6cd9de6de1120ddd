/// Passwords without a name of their own: below a login, `ssh root@web1`, or beside one, `admin / Xy7!…`.
public enum BarePassword {
  /// Letters, figures and a mark that no name, path or command of one word has.
  public static func hasShape(_ text: some StringProtocol) -> Bool {
    (8...longest).contains(text.utf8.count) && Shape(text.utf8).isOdd(marks: "!&%#?^")
  }

  /// Where they stand in a line, in UTF-8 bytes.
  public static func places(in lines: [String], at index: Int) -> [Range<Int>] {
    var line = lines[index]
    return line.withUTF8 { bytes in
      guard mayHold(bytes) else { return [] }
      if let alone = alone(bytes), isBelowLogin(lines, index) { return [alone] }
      let words = words(bytes)
      return words.isEmpty ? [] : spoken(words, lines[index])
    }
  }

  /// A figure and a mark: few lines have both.
  private static func mayHold(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.count >= 8 else { return false }
    var hasFigure = false, hasMark = false
    for byte in line {
      switch byte {
      case 0x30...0x39: hasFigure = true
      case 0x21, 0x23...0x26, 0x2A, 0x2B, 0x3F, 0x40, 0x5E, 0x7E: hasMark = true
      default: break
      }
    }
    return hasFigure && hasMark
  }

  private static let longest = 64

  // MARK: Below a login

  /// All that stands on the line.
  private static func alone(_ line: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard (8...80).contains(line.count), let start = line.firstIndex(where: { !isFrame($0) }),
      let end = line.lastIndex(where: { !isFrame($0) })
    else { return nil }
    let word = line[start...end]
    guard (8...longest).contains(word.count), Shape(word).isOdd(marks: "!&%#?^*@$+~"), !isOther(word) else {
      return nil
    }
    return start..<(end + 1)
  }

  /// Blanks, the mark of a quotation and backticks.
  private static func isFrame(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x3E || byte == 0x60
  }

  /// An assignment, an address, a variable, a flag, a placeholder or a comment.
  private static func isOther(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if word.contains(UInt8(ascii: "=")) || word.contains(UInt8(ascii: ":")) { return true }
    if word.first.map({ "$-<{[(#@".utf8.contains($0) }) ?? true { return true }
    return isAddress(word)
  }

  /// Only blank lines and the marks of a block of code may stand between.
  private static func isBelowLogin(_ lines: [String], _ index: Int) -> Bool {
    let above = lines[max(0, index - 3)..<index].reversed().first { line in
      line.utf8.contains { !isFrame($0) } && !line.utf8.starts(with: "```".utf8)
    }
    let words = above?.utf8.prefix(120).split { !($0 >= 0x80 || isLetter($0)) }.prefix(2) ?? []
    return words.contains { openers.contains(String(decoding: $0, as: UTF8.self).lowercased()) }
  }

  private static let openers: Set<String> = [
    "ssh", "sftp", "ftp", "telnet", "su", "mysql", "psql", "mongosh", "login", "user", "username", "benutzer",
    "benutzername", "usuario", "usuário", "utilisateur", "utente", "gebruiker", "логин", "пользователь", "用户",
    "用户名", "账号", "ユーザー",
  ]

  // MARK: Beside a login

  /// The words of a line that have letters, figures and a mark.
  private static func words(_ line: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    guard line.count <= 2000 else { return [] }
    var found: [Range<Int>] = [], start = 0
    for place in 0...line.count where place == line.count || isBetween(line[place]) {
      defer { start = place + 1 }
      guard place - start >= 8 else { continue }
      var word = line[start..<place]
      // `mysql -pSecret`
      if word.starts(with: "-p".utf8) { word = word.dropFirst(2) }
      while let last = word.last, last == UInt8(ascii: ".") { word = word.dropLast() }
      guard (8...longest).contains(word.count), Shape(word).isOdd(marks: "!#^&@"), !isOther(word),
        !isCode(word)
      else {
        continue
      }
      found.append(start..<word.endIndex)
    }
    return found
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "\"", "'", "`", "(", ")", "[", "]", "{", "}", "<", ">", "|", ",", ";", ":": true
    default: byte <= 0x20 || byte >= 0x80
    }
  }

  /// `a&&b`, `guide.md#Step2`, a variable or a pattern.
  private static func isCode(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var before: UInt8 = 0, hasDot = false
    for byte in word {
      if byte == UInt8(ascii: "&"), before == byte { return true }
      if byte == UInt8(ascii: "#"), hasDot { return true }
      if "$*%\\?".utf8.contains(byte) { return true }
      hasDot = hasDot || byte == UInt8(ascii: ".")
      before = byte
    }
    return false
  }

  /// A line that names a secret may hold any such word; one that names a login one with capitals and small letters too.
  private static func spoken(_ words: [Range<Int>], _ line: String) -> [Range<Int>] {
    if nouns.isIn(line) { return words }
    guard logins.isIn(line) else { return [] }
    let bytes = Array(line.utf8)
    return words.filter { Shape(bytes[$0]).isMixed }
  }

  private static let nouns = PhraseSet(
    [
      "pass", "pw:", "pw ", "pwd", "kennwort", "clave", "contraseña", "mot de passe", "senha", "wachtwoord",
      "пароль",
      "密码", "密碼", "口令", "パスワード", "비밀번호",
    ], insideWords: true)
  private static let logins = PhraseSet(
    [
      "ssh", "login", "root", "admin", "user", "credential", "zugang", "anmeld", "benutzer", "acceso",
      "usuario",
      "accès", "utilisateur", "identifiant", "acesso", "accesso", "utente", "inlog", "логин", "доступ", "账号",
      "帳號",
    ], insideWords: true)

  /// `user@Host7` and `me@mail.example`.
  private static func isAddress(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let at = word.firstIndex(of: UInt8(ascii: "@")) else { return false }
    return word[at...].contains(UInt8(ascii: "."))
      || word[..<at].allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
      }
        && word[at...].dropFirst().allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Of which kinds the characters of a word are.
  private struct Shape {
    private var small = false, large = false, figure = false, other = false
    /// The others of ASCII, by their number: one bit each.
    private var marks: (low: UInt64, high: UInt64) = (0, 0)

    init(_ word: some Sequence<UInt8>) {
      for byte in word {
        switch byte {
        case 0x61...0x7A: small = true
        case 0x41...0x5A: large = true
        case 0x30...0x39: figure = true
        case 0x2F, 0...0x20, 0x7F...0xFF: other = true
        case 0...0x3F: marks.low |= 1 << byte
        default: marks.high |= 1 << (byte & 0x3F)
        }
      }
    }

    func isOdd(marks known: String) -> Bool {
      !other && figure && (small || large)
        && known.utf8.contains { ($0 < 0x40 ? marks.low >> $0 : marks.high >> ($0 & 0x3F)) & 1 == 1 }
    }

    var isMixed: Bool { small && large && figure }
  }
}
