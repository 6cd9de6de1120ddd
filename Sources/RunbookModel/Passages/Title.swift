/// Turns a heading into the words that it is known by.
enum Title {
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
