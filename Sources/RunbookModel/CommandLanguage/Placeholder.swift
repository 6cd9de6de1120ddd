/// The ways in which a runbook writes a place to be filled in, looked for at one place of the text.
///
/// Every look is bounded by `longest` bytes, so a hostile text costs no more than a long one.
enum Placeholder {
  struct Found {
    var length: Int
    var name: String
    var form: Parameter.Form
  }

  /// Longer names are sentences.
  static let longest = 40

  /// `<name>`, `<service name>`, `<a|b>`.
  static func angle(
    _ bytes: [UInt8], at start: Int, isQuoted: Bool, closingTags: Set<String>
  ) -> Found? {
    guard let name = enclosed(bytes, at: start, by: ">", allowing: " -_/|") ?? stated(bytes, at: start),
      isName(name), !closingTags.contains(name)
    else { return nil }
    let words = name.split(separator: " ")
    if isQuoted {
      guard !words.contains(where: { $0 == "AND" || $0 == "OR" }) else { return nil }
    } else if words.count > 1, let last = words.last, last.count == 1, last >= "0", last <= "9" {
      // `<input 2>errors` is two redirects.
      return nil
    }
    return Found(length: name.utf8.count + 2, name: name, form: .angle)
  }

  /// `<your-domain.com>`: the word itself says that it is none of ours.
  private static func stated(_ bytes: [UInt8], at start: Int) -> String? {
    guard let name = enclosed(bytes, at: start, by: ">", allowing: "-_/|.:@") else { return nil }
    let small = name.lowercased()
    if small.hasPrefix("your") || small.contains("example") { return name }
    // `posts/<title.md>`, and `<image:tag>` at the end: no redirect goes from nowhere or to nowhere.
    let end = start + name.utf8.count + 2
    let isGlued = start > 0 && bytes[start - 1] == UInt8(ascii: "/")
    let isLast = end == bytes.count || bytes[end] == 10
    return (isGlued || isLast) && isLetter(Unicode.Scalar(bytes[start + 1])) && !name.contains("@")
      ? name : nil
  }

  /// `[name]`, never `[a-z]`.
  static func bracket(_ bytes: [UInt8], at start: Int) -> Found? {
    guard let name = enclosed(bytes, at: start, by: "]", allowing: "-_"), isName(name) else { return nil }
    guard name.count > 2, name.contains(where: \.isLetter) else { return nil }
    if name.count == 3, name.dropFirst().first == "-" { return nil }
    return Found(length: name.utf8.count + 2, name: name, form: .bracket)
  }

  /// `{name}`
  static func brace(_ bytes: [UInt8], at start: Int) -> Found? {
    guard let name = enclosed(bytes, at: start, by: "}", allowing: "-_"), isName(name) else { return nil }
    guard name.first?.isLetter ?? false, name.count > 1 else { return nil }
    return Found(length: name.utf8.count + 2, name: name, form: .brace)
  }

  /// `‹name›`, as a template writes it.
  static func marked(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start + 6 < bytes.count, bytes[start] == 0xE2, bytes[start + 1] == 0x80, bytes[start + 2] == 0xB9
    else {
      return nil
    }
    var end = start + 3
    let limit = min(bytes.count - 2, start + 3 + 2 * longest)
    while end < limit {
      if bytes[end] == 0xE2, bytes[end + 1] == 0x80, bytes[end + 2] == 0xBA {
        guard end > start + 3 else { return nil }
        let name = String(decoding: bytes[start + 3..<end], as: UTF8.self)
        return Found(length: end + 3 - start, name: name, form: .angle)
      }
      if bytes[end] == 10 { return nil }
      end += 1
    }
    return nil
  }

  /// What stands between the sign at `start` and its partner, at most `longest` bytes.
  private static func enclosed(
    _ bytes: [UInt8], at start: Int, by close: Unicode.Scalar, allowing signs: String
  ) -> String? {
    let allowed = Array(signs.utf8)
    var end = start + 1
    while end < bytes.count, end - start <= longest + 1 {
      let byte = bytes[end]
      if Unicode.Scalar(byte) == close {
        return end > start + 1 ? String(decoding: bytes[start + 1..<end], as: UTF8.self) : nil
      }
      guard isWordByte(byte) || allowed.contains(byte) else { return nil }
      end += 1
    }
    return nil
  }

  /// Begins and ends with a letter or digit of any script, and holds nothing else but a few joining signs.
  private static func isName(_ name: String) -> Bool {
    guard let first = name.first, let last = name.last else { return false }
    guard first.isLetter || first.isNumber, last.isLetter || last.isNumber else { return false }
    return name.allSatisfy { $0.isLetter || $0.isNumber || " -_/|.:@".contains($0) || $0.isMark }
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 95 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90)
      || (byte >= 97 && byte <= 122)
  }

  static func isLetter(_ sign: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(sign) || ("A"..."Z").contains(sign)
  }
}

extension Character {
  /// A vowel sign or an accent of its own: it belongs to the letter before it.
  fileprivate var isMark: Bool {
    unicodeScalars.allSatisfy { $0.properties.canonicalCombiningClass.rawValue > 0 }
  }
}
