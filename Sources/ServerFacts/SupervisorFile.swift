/// One of supervisord's files, read as Python's ConfigParser reads it for supervisord (options.py): `;` and `#` begin a
/// comment at the start of a line or behind white space, an indented line goes on with the value above, names of options
/// are in lower case, and of a repeated option the last counts.
struct SupervisorFile {
  struct Option: Hashable, Sendable {
    var value: String
    var file: String
    var line: Int
  }

  struct Section {
    var name: String
    var file: String
    var line: Int
    var options: [String: Option] = [:]
  }

  private var own: [Section] = []
  private var places: [String: Int] = [:]
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
        own[section].options[open.name]?.value += "\n" + words
        continue
      }
      if let name = Self.header(words) {
        current = place(Section(name: name, file: path, line: index + 1))
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
      own[section].options[name] = Option(
        value: String(Self.trimmed(words[words.index(after: mark)...])), file: path, line: index + 1)
      option = (name, indent)
    }
  }

  /// Sections of a further file; one of a name that is there already is merged into it.
  mutating func append(_ other: SupervisorFile) {
    mistakes += other.mistakes
    for section in other.own {
      let index = place(Section(name: section.name, file: section.file, line: section.line))
      own[index].options.merge(section.options) { $1 }
    }
  }

  /// What `[DEFAULT]` sets holds for every section that does not set it itself.
  var sections: [Section] {
    guard let defaults = self["DEFAULT"]?.options else { return own }
    return own.filter { $0.name != "DEFAULT" }.map { section in
      var section = section
      section.options.merge(defaults) { kept, _ in kept }
      return section
    }
  }

  subscript(name: String) -> Section? { places[name].map { own[$0] } }

  private mutating func place(_ section: Section) -> Int {
    if let index = places[section.name] { return index }
    places[section.name] = own.count
    own.append(section)
    return own.count - 1
  }

  /// `[name]` up to the last bracket, as ConfigParser's pattern has it; nil for any other line.
  private static func header(_ words: Substring) -> String? {
    guard words.first == "[", let close = words.lastIndex(of: "]") else { return nil }
    let name = words[words.index(after: words.startIndex)..<close]
    return name.isEmpty ? nil : String(name)
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
