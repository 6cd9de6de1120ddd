/// Judges whether a name is that of a secret: `DB_PASSWORD`, `dbPassword`, `X-Api-Key`, `root password`.
enum SecretName {
  /// Without blanks, dashes and underscores, so that `api_key`, `api-key` and `apiKey` are one.
  private static let nouns = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "secretkey",
    "signingkey", "encryptionkey", "masterkey", "authkey", "credential",
  ].map { Array($0.utf8) }

  /// What people call it when they write for people, in the languages that runbooks are written in.
  private static let spoken = [
    "passwort", "kennwort", "contraseña", "motdepasse", "senha", "wachtwoord", "пароль", "токен", "секрет",
    "密码",
    "密碼", "口令", "密钥", "パスワード",
  ]
  private static let plainSpoken = spoken.filter { $0.utf8.allSatisfy { $0 < 0x80 } }.map { Array($0.utf8) }

  /// `proxy_pass` and its kin of nginx say where requests go.
  private static let passing = ["proxy", "fastcgi", "uwsgi", "scgi", "grpc", "memcached"]

  /// Programs and services that keep secrets.
  private static let keepers = ["sealedsecrets", "externalsecrets", "secretsmanager", "secretmanager"].map {
    Array($0.utf8)
  }

  /// The tag of sudoers(5): a command follows.
  private static let nopasswd = Array("nopasswd".utf8)

  /// Whether a secret's noun stands anywhere in the word of a configuration or a command. `max_tokens` is the
  /// length of a text.
  static func isSecret(_ word: ArraySlice<UInt8>) -> Bool {
    // The shortest, `token` and `db_pwd`, have five letters or more; most words of a text have fewer.
    guard word.count >= 5 else { return false }
    let plain = squeezed(word)
    if plain.suffix(9).elementsEqual(Array("maxtokens".utf8)) || plain == nopasswd || keepers.contains(plain)
    {
      return false
    }
    return nouns.contains { contains($0, in: plain) } || endsInPass(word)
  }

  /// Whether the words say that what stands beside them is a secret: the noun comes last, as in `JWT secret`;
  /// `token rotation` speaks of something else.
  static func isSpoken(_ words: String) -> Bool {
    if endsInNoun(words) { return true }
    guard words.utf8.count <= 60, SecretMask.mayHold(words) else { return false }
    let text = words.lowercased()
    return owners.contains { owner in
      text.firstRange(of: owner).map { endsInNoun(String(text[..<$0.lowerBound])) } ?? false
    }
  }

  /// Whether some word of a sentence is a secret's noun.
  static func isSpokenOf(_ sentence: String) -> Bool {
    let letters = sentence.lowercased().filter { $0.isLetter || $0.isNumber }
    return (["password", "passwd", "passphrase", "apikey"] + spoken).contains(where: letters.contains)
  }

  /// Whether the letters and figures end in one of the words. Letters beyond ASCII are compared as characters, since `ñ`
  /// may be an `n` with a mark.
  private static func endsInSpoken(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return spoken.contains(where: text.filter { $0.isLetter || $0.isNumber }.hasSuffix)
    }
    let letters = text.utf8.filter { isLower(lower($0)) || (0x30...0x39).contains($0) }
    return plainSpoken.contains { letters.suffix($0.count).elementsEqual($0) }
  }

  /// What stands behind a secret's noun and says whose it is: `API key for the dashboard`, `token de DuckDNS`.
  private static let owners = [
    " for ", " of ", " für ", " von ", " vom ", " de ", " du ", " des ", " del ", " della ", " di ", " do ",
    " da ",
    " van ", " voor ", " pour ", " para ", " per ", " db", " root", " admin", " (",
  ]

  private static func endsInNoun(_ words: String) -> Bool {
    let text = words.lowercased()
    let plain = squeezed(Array(text.utf8)[...])
    if nouns.contains(where: { plain.count >= $0.count && plain.suffix($0.count).elementsEqual($0) }) {
      return true
    }
    return endsInSpoken(text) || endsInPass(Array(words.utf8)[...])
  }

  /// `DB_PASS`, `dbPwd`; a lone `pass` or `PWD` is no secret.
  private static func endsInPass(_ word: ArraySlice<UInt8>) -> Bool {
    let last = word.suffix(4).map(lower)
    let length = last == Array("pass".utf8) ? 4 : last.suffix(3).elementsEqual(Array("pwd".utf8)) ? 3 : 0
    guard length > 0, word.count > length else { return false }
    let start = word.endIndex - length
    let before = word[start - 1]
    if before == UInt8(ascii: "_") {
      let owner = String(decoding: word[..<(start - 1)].map(lower), as: UTF8.self)
      return !passing.contains(owner)
    }
    return isLower(before) && !isLower(word[start]) && isLower(word[start + 1])
  }

  private static func squeezed(_ word: ArraySlice<UInt8>) -> [UInt8] {
    word.compactMap { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == 0x20 ? nil : lower($0) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func contains(_ needle: [UInt8], in hay: [UInt8]) -> Bool {
    guard hay.count >= needle.count else { return false }
    for start in 0...(hay.count - needle.count)
    where hay[start] == needle[0] && hay[start...].starts(with: needle) {
      return true
    }
    return false
  }
}
