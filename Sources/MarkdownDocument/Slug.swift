/// Turns headings into the words they are addressed by.
enum Slug {
  /// Lower case; letters and digits of any script stay, runs of anything else become one `-`.
  static func of(_ title: String) -> String {
    if title.utf8.allSatisfy({ $0 < 0x80 }) { return plain(title) }
    var slug = ""
    var isGap = false
    for scalar in title.unicodeScalars {
      guard isWord(scalar) else {
        isGap = true
        continue
      }
      if isGap, !slug.isEmpty { slug += "-" }
      isGap = false
      slug += scalar.properties.lowercaseMapping
    }
    return slug
  }

  private static func plain(_ title: String) -> String {
    var slug: [UInt8] = []
    var isGap = false
    for byte in title.utf8 {
      guard byte.isLetter || byte.isDigit else {
        isGap = true
        continue
      }
      if isGap, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      isGap = false
      slug.append(byte.isLetter ? byte | 0x20 : byte)
    }
    return String(decoding: slug, as: UTF8.self)
  }

  /// A heading without the words in parentheses at its end, and those words: `Cron (deploy user)`.
  static func split(_ heading: String) -> (title: String, qualifier: String?) {
    // Every closing parenthesis ends in one of these bytes.
    guard let end = heading.utf8.last, end == UInt8(ascii: ")") || end == 0x89 else { return (heading, nil) }
    guard heading.last == ")" || heading.last == "）" else { return (heading, nil) }
    var depth = 0
    var place = heading.endIndex
    while place > heading.startIndex {
      let behind = place
      place = heading.index(before: place)
      switch heading[place] {
      case ")", "）": depth += 1
      case "(", "（": depth -= 1
      default: break
      }
      guard depth == 0 else { continue }
      let before = heading[..<place]
      let title = trim(before)
      // `install()` is a name with parentheses, not a name and a remark.
      guard !title.isEmpty, heading[place] == "（" || before.last?.isWhitespace == true else { break }
      let qualifier = trim(heading[behind...].dropLast())
      return qualifier.isEmpty ? (heading, nil) : (title, qualifier)
    }
    return (heading, nil)
  }

  /// Marks belong to the letter before them, as vowel signs in Hindi do.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    // Not the one that asks for an emoji's colours.
    case .nonspacingMark, .spacingMark: scalar != "\u{FE0F}"
    default: false
    }
  }

  private static func trim(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
