/// Words that strangers can write: log lines, file names, certificate fields, answers of a server.
///
/// They are data for the reader's eyes. `clean` takes out whatever could move a terminal's cursor, hide text or
/// imitate our own lines. It does not judge what the words say; masking secrets is `SecretMask`'s affair.
public enum WorldText {
  /// A line longer than this is cut: nobody reads on, and a log line has no upper bound.
  public static let longestLine = 4096

  /// Removes escape sequences, control characters other than tab and line feed, and bidirectional and zero-width
  /// characters; cuts each line at `longestLine` bytes.
  public static func clean(_ text: String) -> String { clean(text, longestLine: longestLine) }

  /// The same with lines of another length: a program's answer in JSON is one.
  public static func clean(_ text: String, longestLine: Int) -> String {
    if text.utf8.count <= longestLine, text.utf8.allSatisfy(isPlain) { return text }
    var kept = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    var lineLength = 0
    var next = scalars.next()
    while let scalar = next {
      if scalar == "\u{1B}" {
        next = skipEscape(&scalars)
        continue
      }
      if scalar == "\n" {
        lineLength = 0
        kept.append(scalar)
      } else if isHarmless(scalar) {
        if lineLength < longestLine { kept.append(scalar) }
        lineLength += UTF8.width(scalar)
      }
      next = scalars.next()
    }
    return String(kept)
  }

  /// Like `clean`, from bytes: what is no UTF-8 is shown as `\xNN`.
  public static func clean(_ bytes: some Sequence<UInt8>, longestLine: Int = longestLine) -> String {
    var rest = Array(bytes)[...]
    if rest.allSatisfy(isPlain) {
      return clean(String(decoding: rest, as: UTF8.self), longestLine: longestLine)
    }
    var text = ""
    var decoder = UTF8()
    while !rest.isEmpty {
      var iterator = rest.makeIterator()
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      default:
        text += "\\x" + hexadecimal(rest[rest.startIndex])
        rest = rest.dropFirst()
      }
      decoder = UTF8()
    }
    return clean(text, longestLine: longestLine)
  }

  /// Of most texts every byte is one of these, and nothing is taken out.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  /// Consumes one escape sequence (ECMA-48: CSI, and the strings OSC, DCS, SOS, PM, APC) after its ESC, and returns
  /// the first scalar behind it.
  private static func skipEscape(_ scalars: inout String.UnicodeScalarView.Iterator) -> Unicode.Scalar? {
    guard let kind = scalars.next() else { return nil }
    switch kind {
    case "[":
      while let scalar = scalars.next() {
        if (0x40...0x7E).contains(scalar.value) { break }
        if scalar == "\n" { return scalar }
      }
      return scalars.next()
    case "]", "P", "X", "^", "_":
      while let scalar = scalars.next() {
        if scalar == "\u{07}" { break }
        if scalar == "\n" { return scalar }
        if scalar == "\u{1B}" {
          _ = scalars.next()
          break
        }
      }
      return scalars.next()
    default:
      return kind.value < 0x20 ? kind : scalars.next()
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: true
    case 0x00..<0x20, 0x7F...0x9F: false
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x061C, 0xFEFF: false
    case 0xE0000...0xE007F: false
    default: true
    }
  }
}

extension String {
  /// Without what could move a cursor, hide text or imitate our own lines; see `WorldText`.
  public var cleaned: String { WorldText.clean(self) }
}
