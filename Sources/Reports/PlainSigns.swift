/// Our own signs where a terminal shows nothing but ASCII: `‹name›` as `<name>`.
public enum PlainSigns {
  private static let signs = [
    ("‹", "<"), ("›", ">"), ("•••", "***"), ("…", "..."), ("→", "->"), ("↓", "v"), ("“", "\""), ("”", "\""),
  ]

  public static func spelled(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : signs.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
