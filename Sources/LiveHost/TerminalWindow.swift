import Glibc

/// The terminal that standard output is, where it is one.
public enum TerminalWindow {
  /// How many characters fit on its line; nil where nobody watches, or it does not say.
  public static var width: Int? {
    var size = winsize()
    guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
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
