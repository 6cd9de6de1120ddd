extension ConfiguredProgram {
  /// What makes supervisord refuse a program's section, and with it its whole configuration (options.py,
  /// `_processes_from_section`).
  static func mistakes(in section: SupervisorFile.Section) -> [ConfigurationMistake] {
    var mistakes: [ConfigurationMistake] = []
    func add(_ line: Int, _ text: String) {
      mistakes.append(ConfigurationMistake(file: section.file, line: line, text: text))
    }
    if section.options["command"] == nil { add(section.line, "[\(section.name)] has no command") }
    for (name, option) in section.options.sorted(by: { $0.value.line < $1.value.line }) {
      if let text = mistake(name, option.value) { add(option.line, "\(name)=\(text)") }
    }
    let count = section.options["numprocs"].flatMap { Int($0.value) } ?? 1
    let name = section.options["process_name"]?.value ?? ""
    if count > 1, !name.contains("%(process_num)") {
      add(section.line, "numprocs is \(count), and process_name has no %(process_num)")
    }
    if isOn("stopasgroup", section) == true, isOn("killasgroup", section) == false {
      add(section.line, "stopasgroup is on and killasgroup is off")
    }
    return mistakes
  }

  private static let flags: Set<String> = [
    "autostart", "redirect_stderr", "stopasgroup", "killasgroup", "stdout_events_enabled",
    "stderr_events_enabled", "stdout_syslog", "stderr_syslog",
  ]
  private static let numbers: Set<String> = [
    "priority", "startsecs", "startretries", "stopwaitsecs", "numprocs", "numprocs_start",
    "stdout_logfile_backups", "stderr_logfile_backups",
  ]

  private static func isOn(_ name: String, _ section: SupervisorFile.Section) -> Bool? {
    section.options[name].flatMap { flag($0.value) }
  }

  /// What is wrong with a value, in words; nil where supervisord takes it.
  private static func mistake(_ name: String, _ value: String) -> String? {
    if hasStrayPercent(value) { return "\(value): a % that is not written %%" }
    // What is expanded cannot be judged by its text.
    if value.contains("%") { return nil }
    if flags.contains(name) { return flag(value) == nil ? "\(value): neither true nor false" : nil }
    if numbers.contains(name) { return Int(value) == nil ? "\(value): no number" : nil }
    switch name {
    case "autorestart":
      return flag(value) == nil && value.lowercased() != "unexpected"
        ? "\(value): neither true, false nor unexpected" : nil
    case "environment": return environment(value) == nil ? "\(value): not NAME=\"value\",…" : nil
    default: return nil
    }
  }

  /// Python's formatting takes `%%` and `%(name)s`.
  private static func hasStrayPercent(_ value: String) -> Bool {
    var rest = value[...]
    while let percent = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        rest = rest.dropFirst()
      } else if rest.first != "(" || !rest.contains(")") {
        return true
      }
    }
    return false
  }
}
