/// One program as supervisord's files describe it.
public struct ConfiguredProgram: Hashable, Sendable {
  /// `site-luci`, or `group:name` where the group is another.
  public var name: String
  public var file: String
  /// The line of its header.
  public var line: Int
  /// Values by the names of the settings, expanded; what needs supervisord's own environment is left out.
  public var settings: [String: Setting]

  public struct Setting: Hashable, Sendable {
    public var value: String
    public var line: Int

    public init(value: String, line: Int) {
      self.value = value
      self.line = line
    }
  }

  public init(name: String, file: String, line: Int, settings: [String: Setting]) {
    self.name = name
    self.file = file
    self.line = line
    self.settings = settings
  }

  /// A switch as supervisord reads it; nil for a word it refuses.
  public static func flag(_ word: String) -> Bool? {
    switch word.lowercased() {
    case "yes", "true", "on", "1": true
    case "no", "false", "off", "0": false
    default: nil
    }
  }

  /// `PORT="3004",NODE_ENV="production"`; nil where supervisord refuses it.
  public static func environment(_ text: String) -> [String: String]? {
    var values: [String: String] = [:]
    var rest = text[...].drop(while: \.isWhitespace)
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let name = rest[..<equals].filter { !$0.isWhitespace }
      rest = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
      if let quote = rest.first, quote == "\"" || quote == "'" {
        guard let end = rest.dropFirst().firstIndex(of: quote) else { return nil }
        values[name] = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
      } else {
        let value = rest.prefix { $0 != "," && !$0.isWhitespace }
        values[name] = String(value)
        rest = rest[value.endIndex...].drop(while: \.isWhitespace)
      }
      guard !name.isEmpty, rest.isEmpty || rest.first == "," else { return nil }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
    }
    return values
  }

  static func all(_ sections: [SupervisorFile.Section]) -> [String: ConfiguredProgram] {
    var groups: [String: String] = [:]
    for section in sections where section.name.hasPrefix("group:") {
      for program in (section.options["programs"]?.value ?? "").split(separator: ",") {
        groups[program.filter { !$0.isWhitespace }] = String(section.name.dropFirst(6))
      }
    }
    var programs: [String: ConfiguredProgram] = [:]
    for section in sections where section.name.hasPrefix("program:") {
      for program in all(section, groups) { programs[program.name] = program }
    }
    return programs
  }

  /// One for each of `numprocs`; the most that is believed is far above what anybody runs.
  private static func all(
    _ section: SupervisorFile.Section, _ groups: [String: String]
  ) -> [ConfiguredProgram] {
    let base = String(section.name.dropFirst("program:".count))
    let group = groups[base] ?? base
    let count = min(max(Int(section.options["numprocs"]?.value ?? "1") ?? 1, 0), 1000)
    let first = Int(section.options["numprocs_start"]?.value ?? "0") ?? 0
    return (first..<(first + count)).compactMap { number in
      let expansion = Expansion(program: base, group: group, number: number)
      guard let name = expansion.expand(section.options["process_name"]?.value ?? base) else { return nil }
      var settings: [String: Setting] = [:]
      for (key, option) in section.options {
        guard let value = expansion.expand(option.value) else { continue }
        settings[key] = Setting(value: value, line: option.line)
      }
      return ConfiguredProgram(
        name: group == name ? name : "\(group):\(name)", file: section.file, line: section.line,
        settings: settings)
    }
  }

  /// Python's `%(name)s`, as far as it can be told without supervisord's environment.
  private struct Expansion {
    var program, group: String
    var number: Int

    /// nil where the value needs what only supervisord knows.
    func expand(_ value: String) -> String? {
      guard value.contains("%") else { return value }
      var result = ""
      var rest = value[...]
      while let percent = rest.firstIndex(of: "%") {
        result += rest[..<percent]
        rest = rest[rest.index(after: percent)...]
        if rest.first == "%" {
          result += "%"
          rest = rest.dropFirst()
          continue
        }
        guard rest.first == "(", let close = rest.firstIndex(of: ")") else { return nil }
        let name = rest[rest.index(after: rest.startIndex)..<close]
        let format = rest[rest.index(after: close)...].prefix { $0.isNumber }
        let kind = rest[rest.index(after: close)...].dropFirst(format.count).first
        guard let text = text(name, width: Int(format) ?? 0), kind == "s" || kind == "d" else { return nil }
        result += text
        rest = rest[rest.index(after: close)...].dropFirst(format.count + 1)
      }
      return result + rest
    }

    private func text(_ name: Substring, width: Int) -> String? {
      switch name {
      case "program_name": return program
      case "group_name": return group
      case "here": return "/etc/supervisor"
      case "process_num":
        let digits = String(number)
        return String(repeating: "0", count: max(0, min(width, 20) - digits.count)) + digits
      default: return nil
      }
    }
  }
}
