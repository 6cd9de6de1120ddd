extension ConfiguredProgram {
  /// What makes supervisord refuse its whole configuration: a program's section with a bad value (options.py,
  /// `_processes_from_section`), or a group of programs that are not there.
  static func mistakes(in sections: [SupervisorFile.Section]) -> [ConfigurationMistake] {
    let names = Set(sections.compactMap(name(of:)))
    return sections.flatMap { section -> [ConfigurationMistake] in
      if let base = name(of: section) { return mistakes(in: section, base) }
      guard section.name.hasPrefix("group:") else { return [] }
      let members = (section.options["programs"]?.value ?? "").split(separator: ",")
      return members.map { $0.filter { !$0.isWhitespace } }.filter { !names.contains($0) }.map { member in
        ConfigurationMistake(
          file: section.file, line: section.options["programs"]?.line ?? section.line,
          text: "[\(section.name)] names a program that is nowhere: \(member)")
      }
    }
  }

  private static func mistakes(in section: SupervisorFile.Section, _ base: String) -> [ConfigurationMistake] {
    var mistakes: [ConfigurationMistake] = []
    func add(_ line: Int, _ text: String, in file: String? = nil) {
      mistakes.append(ConfigurationMistake(file: file ?? section.file, line: line, text: text))
    }
    if section.options["command"] == nil { add(section.line, "[\(section.name)] has no command") }
    if base.isEmpty || base.contains(where: { " :/".contains($0) }) {
      add(section.line, "[\(section.name)]: a name that supervisord refuses")
    }
    let expansion = Expansion(program: base, group: base)
    for (name, option) in section.options.sorted(by: { $0.value.line < $1.value.line }) {
      if let text = mistake(name, option, expansion) { add(option.line, "\(name)=\(text)", in: option.file) }
    }
    let count = section.options["numprocs"].flatMap { number($0.value) } ?? 1
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
  private static let sizes: Set<String> = [
    "stdout_logfile_maxbytes", "stderr_logfile_maxbytes", "stdout_capture_maxbytes",
    "stderr_capture_maxbytes",
  ]
  private static let texts: Set<String> = [
    "command", "process_name", "directory", "user", "environment", "serverurl", "stdout_logfile",
    "stderr_logfile", "autorestart", "exitcodes", "stopsignal", "umask",
  ]
  private static let signals: Set<String> = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "KILL", "PIPE", "POLL",
    "PROF", "PWR", "QUIT", "RTMAX", "RTMIN", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN",
    "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
  ]

  private static func isOn(_ name: String, _ section: SupervisorFile.Section) -> Bool? {
    section.options[name].flatMap { flag($0.value) }
  }

  /// What is wrong with a value, in words; nil where supervisord takes it, or does not know the setting and never reads
  /// it.
  private static func mistake(
    _ name: String, _ option: SupervisorFile.Option, _ expansion: Expansion
  ) -> String? {
    guard flags.contains(name) || numbers.contains(name) || sizes.contains(name) || texts.contains(name)
    else {
      return nil
    }
    let written = option.value
    // supervisord expands the variables first, so that what is unseen there is no stray word here.
    let filler = name == "environment" ? ProgramEnvironment.unseen : nil
    switch expansion.expand(written, file: option.file, unseen: filler) {
    case .refused: return "\(written): a % that is neither %% nor %(name)s of a name that supervisord knows"
    case .unseen: return nil
    case .value(let value): return mistake(name, value).map { "\(written): \($0)" }
    }
  }

  private static func mistake(_ name: String, _ value: String) -> String? {
    if flags.contains(name) { return flag(value) == nil ? "neither true nor false" : nil }
    if numbers.contains(name) { return number(value) == nil ? "no number" : nil }
    if sizes.contains(name) { return isSize(value) ? nil : "no size" }
    switch name {
    case "autorestart":
      return flag(value) == nil && value.lowercased() != "unexpected"
        ? "neither true, false nor unexpected" : nil
    case "environment": return ProgramEnvironment.variables(value) == nil ? "not NAME=\"value\",…" : nil
    case "exitcodes":
      let isRight = value.split(separator: ",", omittingEmptySubsequences: false).allSatisfy {
        number($0).map { (0...255).contains($0) } ?? false
      }
      return value.isEmpty || isRight ? nil : "no exit statuses"
    case "stopsignal":
      let word = value.uppercased()
      return Int(word) != nil || signals.contains(word.hasPrefix("SIG") ? String(word.dropFirst(3)) : word)
        ? nil : "no signal"
    case "umask":
      let digits = value.hasPrefix("0o") ? value.dropFirst(2) : value[...]
      return Int(digits, radix: 8) == nil ? "no octal number" : nil
    default: return nil
    }
  }

  /// As Python's `int` reads it: blanks around and single underscores between the digits are taken.
  private static func number(_ text: some StringProtocol) -> Int? {
    Int(String(text.filter { !$0.isWhitespace && $0 != "_" }))
  }

  private static func isSize(_ text: String) -> Bool {
    let text = text.lowercased()
    let unit = ["kb", "mb", "gb"].first(where: text.hasSuffix) ?? ""
    return number(text.dropLast(unit.count)) != nil
  }
}
