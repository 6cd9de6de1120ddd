/// One program as supervisord's files describe it.
public struct ConfiguredProgram: Hashable, Sendable {
  /// `site-luci`, or `group:name` where the group is another.
  public var name: String
  public var file: String
  /// The line of its header.
  public var line: Int
  /// Values by the names of the settings, expanded.
  public var settings: [String: Setting]
  /// Settings whose value only supervisord can tell, since it hangs on its environment.
  public var unseen: Set<String>
  /// What `environment=` sets, as far as it can be told.
  public var environment: [String: String]

  public struct Setting: Hashable, Sendable {
    public var value: String
    public var file: String
    public var line: Int

    public init(value: String, file: String, line: Int) {
      self.value = value
      self.file = file
      self.line = line
    }
  }

  /// A switch as supervisord reads it; nil for a word it refuses.
  public static func flag(_ word: String) -> Bool? {
    switch word.lowercased() {
    case "yes", "true", "on", "1": true
    case "no", "false", "off", "0": false
    default: nil
    }
  }

  static let prefixes = ["program:", "fcgi-program:", "eventlistener:"]

  /// The name behind `program:` and its kin; nil for a section of another kind.
  static func name(of section: SupervisorFile.Section) -> String? {
    prefixes.first(where: section.name.hasPrefix).map { prefix in
      let words = section.name.dropFirst(prefix.count).drop(while: \.isWhitespace)
      return String(
        words[..<(words.lastIndex { !$0.isWhitespace }.map(words.index(after:)) ?? words.startIndex)])
    }
  }

  static func all(_ sections: [SupervisorFile.Section]) -> [String: ConfiguredProgram] {
    var groups: [String: String] = [:]
    for section in sections where section.name.hasPrefix("group:") {
      for program in (section.options["programs"]?.value ?? "").split(separator: ",") {
        groups[program.filter { !$0.isWhitespace }] = section.name.dropFirst(6).filter { !$0.isWhitespace }
      }
    }
    var programs: [String: ConfiguredProgram] = [:]
    for section in sections {
      guard let base = name(of: section) else { continue }
      for program in all(section, base, group: groups[base] ?? base) { programs[program.name] = program }
    }
    return programs
  }

  /// One for each of `numprocs`; the most that is believed is far above what anybody runs.
  private static func all(
    _ section: SupervisorFile.Section, _ base: String, group: String
  ) -> [ConfiguredProgram] {
    let count = min(max(Int(section.options["numprocs"]?.value ?? "1") ?? 1, 0), 1000)
    let first = Int(section.options["numprocs_start"]?.value ?? "0") ?? 0
    return (0..<count).compactMap { index in
      var expansion = Expansion(program: base, group: group, number: first &+ index, count: count)
      var environment: [String: String] = [:]
      if let option = section.options["environment"],
        case .value(let text) = expansion.expand(
          option.value, file: option.file, unseen: ProgramEnvironment.unseen)
      {
        environment = ProgramEnvironment.variables(text) ?? [:]
        expansion.environment = environment
      }
      let written = section.options["process_name"]
      guard
        case .value(let name) = expansion.expand(
          written?.value ?? base, file: written?.file ?? section.file)
      else { return nil }
      var program = ConfiguredProgram(
        name: group == name ? name : "\(group):\(name)", file: section.file, line: section.line,
        settings: [:],
        unseen: [], environment: environment)
      for (key, option) in section.options {
        if case .value(let value) = expansion.expand(option.value, file: option.file) {
          program.settings[key] = Setting(value: value, file: option.file, line: option.line)
        } else {
          program.unseen.insert(key)
        }
      }
      return program
    }
  }
}
