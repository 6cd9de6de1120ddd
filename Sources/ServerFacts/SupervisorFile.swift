/// One of supervisord's files, read as Python's ConfigParser reads it for supervisord (options.py): `;` and `#` begin a
/// comment at the start of a line or behind white space, an indented line goes on with the value above, names of options
/// are in lower case, and of a repeated option the last counts.
struct SupervisorFile {
  struct Option: Hashable, Sendable {
    var value: String
    var line: Int
  }

  struct Section {
    var name: String
    var file: String
    var line: Int
    var options: [String: Option] = [:]
  }

  var sections: [Section] = []
  var mistakes: [ConfigurationMistake] = []

  init(_ text: String, path: String) {
    var current: Int?
    var option: (name: String, indent: Int)?
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    {
      let line = Self.withoutComment(raw)
      let words = Self.trimmed(line)
      guard !words.isEmpty else { continue }
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      if let section = current, let open = option, indent > open.indent {
        sections[section].options[open.name]?.value += "\n" + words
        continue
      }
      if words.first == "[", let close = words.lastIndex(of: "]") {
        let name = String(words[words.index(after: words.startIndex)..<close])
        current = sections.firstIndex { $0.name == name } ?? sections.count
        if current == sections.count { sections.append(Section(name: name, file: path, line: index + 1)) }
        option = nil
        continue
      }
      guard let section = current else {
        mistakes.append(
          ConfigurationMistake(file: path, line: index + 1, text: "no section header before: \(words)"))
        continue
      }
      guard let mark = words.firstIndex(where: { $0 == "=" || $0 == ":" }), mark > words.startIndex else {
        mistakes.append(ConfigurationMistake(file: path, line: index + 1, text: "no \"=\": \(words)"))
        continue
      }
      let name = Self.trimmed(words[..<mark]).lowercased()
      sections[section].options[name] = Option(
        value: String(Self.trimmed(words[words.index(after: mark)...])), line: index + 1)
      option = (name, indent)
    }
  }

  /// Sections of a further file; one of a name that is there already is merged into it.
  mutating func append(_ other: SupervisorFile) {
    mistakes += other.mistakes
    for section in other.sections {
      if let index = sections.firstIndex(where: { $0.name == section.name }) {
        sections[index].options.merge(section.options) { $1 }
      } else {
        sections.append(section)
      }
    }
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var isBlank = true
    for index in line.indices {
      let character = line[index]
      if isBlank, character == ";" || character == "#" { return line[..<index] }
      isBlank = character == " " || character == "\t"
    }
    return line
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return "" }
    return start[...end]
  }
}
