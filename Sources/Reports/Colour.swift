/// The few colours of the text forms, as SGR numbers (ECMA-48).
enum Colour: String {
  case red = "31"
  case green = "32"
  case yellow = "33"
  case faint = "2"
}

extension Page {
  /// The text in a colour, or as it is where colours are not wanted.
  func paint(_ text: String, _ colour: Colour) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Our own signs as the terminal can show them.
  func spelled(_ text: String) -> String { isASCII ? PlainSigns.spelled(text) : text }
}
