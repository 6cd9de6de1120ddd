/// Turns a heading into the words that it is known by.
enum Title {
  /// The words of an ASCII text in lower case; nil where it has other letters.
  static func plainWords(_ text: String, joinedBy mark: UInt8) -> String? {
    text.withBytes { bytes in
      var words: [UInt8] = []
      words.reserveCapacity(bytes.count)
      var isGap = false
      for byte in bytes {
        guard byte < 0x80 else { return nil }
        let isUpper = (0x41...0x5A).contains(byte)
        guard isUpper || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) else {
          isGap = true
          continue
        }
        if isGap, !words.isEmpty { words.append(mark) }
        isGap = false
        words.append(isUpper ? byte | 0x20 : byte)
      }
      return String(decoding: words, as: UTF8.self)
    }
  }

  /// Without a number, a picture or a `Step 3:` in front: `## 4. 🚀 Rollout` is `Rollout`.
  static func plain(_ title: String) -> String {
    var rest = title[...]
    while let first = rest.first, !first.isLetter, first != "/", first != "`", first != "<" {
      if first.isNumber {
        let number = rest.prefix { $0.isNumber || $0 == "." }
        let behind = rest[number.endIndex...]
        guard let next = behind.first, next.isWhitespace || next == ")" || next == ":" else { break }
        rest = behind
      } else {
        rest = rest.dropFirst()
      }
    }
    let plain = String(rest).trimmed
    return plain.isEmpty ? title.trimmed : plain
  }

  /// `Rollout de cambios` → `rollout-de-cambios`: the form in which names are spoken.
  static func slug(_ text: String) -> String {
    if let slug = plainWords(text, joinedBy: UInt8(ascii: "-")) { return slug }
    var slug = ""
    for scalar in text.lowercased().unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord { slug.unicodeScalars.append(scalar) } else if !slug.isEmpty, slug.last != "-" { slug += "-" }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug
  }
}

extension String {
  /// Whether it introduces what follows.
  var endsWithColon: Bool {
    guard let last = utf8.last else { return false }
    return last == UInt8(ascii: ":") || hasSuffix("：")
  }
}
