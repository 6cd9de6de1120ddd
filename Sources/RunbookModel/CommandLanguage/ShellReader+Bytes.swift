/// Looking at the text, and writing the template.
extension ShellReader {
  /// NUL behind the end: no construct begins with it.
  func at(_ place: Int) -> Unicode.Scalar {
    place >= 0 && place < bytes.count ? Unicode.Scalar(bytes[place]) : "\0"
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func isBlank(_ place: Int) -> Bool { at(place) == " " || at(place) == "\t" }

  /// Where the sign stands next, or the end of the text.
  func next(_ sign: Unicode.Scalar, from start: Int) -> Int {
    var place = start
    while place < bytes.count, at(place) != sign { place += 1 }
    return place
  }

  /// A word ends here, seen from outside quotes.
  func endsWord(_ place: Int) -> Bool {
    guard place < bytes.count else { return true }
    switch at(place) {
    case " ", "\t", "\n", "|", "&", ";", "<", ">", "(", ")": return true
    default: return false
    }
  }

  mutating func writeGap() {
    if !template.isEmpty {
      switch gap {
      case .none: break
      case .blank: template.append(32)
      case .line: template.append(contentsOf: isOpen ? [32] : [59, 32])
      }
    }
    gap = .none
  }

  mutating func emit(_ count: Int) {
    let end = min(index + count, bytes.count)
    for byte in bytes[index..<end] {
      if byte == 10 { template.append(contentsOf: [59, 32]) } else { template.append(byte) }
    }
    index = end
  }

  /// As written into the template and, as it is, into the word.
  mutating func take(_ count: Int) {
    let end = min(index + count, bytes.count)
    word.literal.append(contentsOf: bytes[index..<end])
    emit(count)
  }

  mutating func takeParameter(_ found: Placeholder.Found) {
    takeParameter(found.name, found.form, length: found.length)
  }

  mutating func takeParameter(_ name: String, _ form: Parameter.Form, length: Int) {
    word.flush()
    word.parts.append(.parameter(name))
    // A variable is the shell's own word for an open place, so it stays as it is written.
    template.append(
      contentsOf: form == .variable
        ? Array(bytes[index..<min(index + length, bytes.count)]) : Array("‹\(name)›".utf8))
    noteParameter(name, form)
    index = min(index + length, bytes.count)
  }

  func angle(at place: Int) -> Placeholder.Found? {
    guard findsPlaceholders, !isInHereDocument else { return nil }
    return Placeholder.angle(bytes, at: place, isQuoted: word.isInQuotes, closingTags: hints.closingTags)
  }

  /// The place of the bracket that closes the one before `start`, quotes and nesting respected; nil where
  /// none does.
  func closing(_ close: Unicode.Scalar, from start: Int) -> Int? {
    var waiting = [close]
    var place = start
    while place < bytes.count, let awaited = waiting.last {
      let sign = at(place)
      if sign == awaited {
        waiting.removeLast()
        if waiting.isEmpty { return place }
      } else if sign == "\\" {
        place += 1
      } else if sign == "'", awaited != "\"" {
        place = next("'", from: place + 1)
      } else if sign == "\"" || sign == "`" {
        waiting.append(sign)
      } else if sign == "(", awaited == ")" || at(place - 1) == "$" {
        waiting.append(")")
      } else if sign == "{", at(place - 1) == "$" {
        waiting.append("}")
      }
      place += 1
    }
    return nil
  }
}
