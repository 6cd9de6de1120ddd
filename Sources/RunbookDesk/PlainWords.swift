import Findings

/// Tells words that stand in a secret's place from a secret: a placeholder, a variable, where to look, a
/// file.
enum PlainWords {
  /// The headers under which a two-column table has its values.
  static let valueLabels: Set<String> = [
    "value", "default", "example", "wert", "valor", "valeur", "valore", "значение", "值", "値", "",
  ]

  /// How a sentence goes on after `Password:`, where no password follows.
  private static let starts: Set<String> = [
    "see", "stored", "in", "ask", "kept", "from", "set", "required", "optional", "none", "no", "not", "yes",
    "true",
    "false", "via", "under", "is", "are", "managed", "rotated", "rotate", "generated", "generate", "lives",
    "the",
    "use", "same", "create", "siehe", "steht", "liegt", "im", "beim", "ver", "en", "guardada", "guardado",
    "voir",
    "dans", "stocké", "em", "guardada", "vedi", "см.", "в", "bei", "auf", "nur", "pedir", "está", "demander",
    "chez",
    "only", "ohne", "without", "sans", "sin", "identisch", "identical", "chiedere", "nel", "nella", "zie",
    "staat",
    "bij", "op", "alleen",
  ]

  /// What stands where the secret is put: `--token VALUE`, "without `Bearer`".
  private static let stands: Set<String> = [
    "VALUE", "WERT", "VALOR", "VALEUR", "VALORE", "WAARDE", "ЗНАЧЕНИЕ", "TOKEN", "PASSWORD", "PASSWORT",
    "SECRET",
    "KEY", "Bearer",
  ]

  static func isPlain(_ value: String) -> Bool {
    let text = value.trimming("`*\"'|,;. ")
    guard let first = text.unicodeScalars.first else { return true }
    if "<‹${[(%@".unicodeScalars.contains(first) { return true }
    if !text.unicodeScalars.contains(where: \.properties.isAlphanumeric) { return true }
    let lower = text.lowercased()
    if ["your", "xxx", "…"].contains(where: lower.hasPrefix) || stands.contains(text) { return true }
    let word = lower.prefix { $0 != " " && $0 != "," && $0 != ";" }
    return starts.contains(String(word)) || isPath(text) || isAddress(text) || isVariable(text)
  }

  /// Eight words and a full stop, which no passphrase has, and none of the words has a password's shape.
  static func isSentence(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return words.count >= 8 && text.hasSuffix(".") && text.first?.isUppercase == true
      && !words.contains { BarePassword.hasShape($0) }
  }

  /// `Token: Configured in the vault`: one capital, small letters, and a sentence that goes on.
  static func beginsSentence(_ word: String, behind rest: ArraySlice<UInt8>) -> Bool {
    guard word.utf8.count >= 3, let first = word.utf8.first, (0x41...0x5A).contains(first),
      word.utf8.dropFirst().allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    let next = rest.dropFirst().first ?? 0
    return rest.first == 0x20
      && ((0x61...0x7A).contains(next) || next == UInt8(ascii: "@") || next == UInt8(ascii: "["))
  }

  /// Upper-case letters are left out: base64 has slashes too.
  private static func isPath(_ text: String) -> Bool {
    guard text.hasPrefix("/") || text.hasPrefix("~/") || text.hasPrefix("./") else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x2D...0x39).contains($0) || $0 == 0x5F || $0 == 0x7E
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains("@")
  }

  /// `DB_PASSWORD`: the name of a variable.
  private static func isVariable(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "_"))
      && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }
}

extension String {
  /// Without the given characters at either end.
  fileprivate func trimming(_ marks: String) -> String {
    let marks = Set(marks)
    let rest = drop { marks.contains($0) }
    guard let last = rest.lastIndex(where: { !marks.contains($0) }) else { return "" }
    return String(rest[...last])
  }

  /// Without blanks at either end.
  var trimmed: String { trimming(" \t") }
}

extension Unicode.Scalar.Properties {
  fileprivate var isAlphanumeric: Bool { isAlphabetic || numericType != nil }
}
