import Reports

/// One page of the manual as man(7) reads it.
struct ManualPage {
  /// The day on which the words were last gone through.
  private static let edition = "2026-11-28"

  let section: Int
  let summary: String
  private var lines: [String]

  init(section: Int, summary: String) {
    self.section = section
    self.summary = summary
    lines = [
      ".\\\" Made from the cards by make docs.",
      ".TH RUNBOOK \(section) \(Self.edition) runbook", ".SH NAME", "runbook \\- \(Self.escaped(summary))",
    ]
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func heading(_ title: String) { lines.append(".SH \(Self.escaped(title))") }

  mutating func paragraph(_ text: String) { lines += paragraphMark + Self.body(text) }

  /// Words as they are typed, each on a line of its own.
  mutating func typed(_ words: [String]) {
    lines += paragraphMark + [".nf", ".RS 4"] + words.map(Self.escaped) + [".RE", ".fi"]
  }

  /// A term, what it is, and what more there is below it.
  mutating func entry(_ term: String, _ text: String, more: [(term: String, text: String)] = []) {
    lines += [".TP", Self.bold(term)] + Self.body(text)
    guard !more.isEmpty else { return }
    lines.append(".RS")
    for (term, text) in more { lines += [".TP", Self.bold(term)] + Self.body(text) }
    lines.append(".RE")
  }

  mutating func see(_ pages: [String]) {
    heading("SEE ALSO")
    lines.append(Self.escaped(pages.joined(separator: ", ")))
  }

  /// A heading begins a paragraph by itself.
  private var paragraphMark: [String] { lines.last?.hasPrefix(".SH ") == true ? [] : [".PP"] }

  /// Lines of at most 80 bytes, as manual pages are kept.
  private static func body(_ text: String) -> [String] {
    Columns.wrapped(text, width: 72, hanging: 0).map(escaped)
  }

  private static func bold(_ text: String) -> String {
    ".B \"\(escaped(text).replacing("\"", with: "\\(dq"))\""
  }

  /// roff reads a leading dot or quote as a request, and a hyphen as a break; some of our signs it knows by names alone.
  private static func escaped(_ text: String) -> String {
    var text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    for (sign, name) in [
      ("…", "..."), ("‹", "<"), ("›", ">"), ("→", "\\(->"), ("“", "\\(lq"), ("”", "\\(rq"),
    ] {
      text = text.replacing(sign, with: name)
    }
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
