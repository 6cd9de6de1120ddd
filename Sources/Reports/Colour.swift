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

  /// Our own marks in ASCII where the terminal has no more: `‹name›` as `<name>`.
  func spelled(_ text: String) -> String {
    guard isASCII else { return text }
    return text.replacing("‹", with: "<").replacing("›", with: ">").replacing("•••", with: "***")
  }
}
