import Glibc

/// The terminal that standard output is, where it is one.
public enum TerminalWindow {
  /// How many characters fit on its line; nil where nobody watches, or it does not say.
  public static var width: Int? {
    var size = winsize()
    guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Asks on standard error and gives the line that is typed; nil where nobody sits at a terminal. That one does is no
  /// proof of a person.
  @Sendable public static func ask(_ question: String) -> String? {
    guard isatty(0) == 1, isatty(2) == 1 else { return nil }
    let words = Array(question.utf8)
    _ = words.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    return readLine(strippingNewline: true) ?? ""
  }

  /// Whether the locale promises nothing beyond ASCII: the first of the three variables that is set decides
  /// (locale(7)). Into a file or a pipe everything is written as it is.
  public static var isASCII: Bool {
    guard isatty(1) == 1 else { return false }
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = getenv(name), value.pointee != 0 else { continue }
      let text = String(cString: value).uppercased()
      return !text.contains("UTF-8") && !text.contains("UTF8")
    }
    return true
  }
}
