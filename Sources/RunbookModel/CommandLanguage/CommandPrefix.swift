/// The words in front of the program that run it differently and change nothing themselves: `sudo`, `env`,
/// `timeout 5`.
struct CommandPrefix {
  private(set) var runsAs: String?
  private(set) var assignments: [SimpleCommand.Assignment] = []
  /// The program and its arguments.
  private(set) var rest: ArraySlice<Word>

  /// One such program: which of its options take a value, and how many words stand before the program it
  /// runs.
  private struct Form {
    var valued: Set<String> = []
    var operands = 0
    var takesAssignments = false
    /// With one of these it runs nothing itself, so it is the program: `command -v x`.
    var alone: Set<String> = []
  }

  private static let forms: [String: Form] = [
    "sudo": Form(
      valued: [
        "-u", "--user", "-g", "--group", "-p", "--prompt", "-C", "--close-from", "-h", "--host", "-r",
        "--role", "-t", "--type", "-T", "--command-timeout", "-D", "--chdir", "-R", "--chroot", "-U",
        "--other-user",
      ],
      takesAssignments: true,
      alone: ["-l", "--list", "-v", "--validate", "-k", "-K", "-e", "--edit", "-V", "-ll", "--help"]),
    "doas": Form(valued: ["-u", "-C"], alone: ["-L", "-s"]),
    "env": Form(
      valued: ["-u", "--unset", "-C", "--chdir"], takesAssignments: true, alone: ["-S", "--split-string"]),
    "nice": Form(valued: ["-n", "--adjustment"]),
    "ionice": Form(valued: ["-c", "--class", "-n", "--classdata"], alone: ["-p", "--pid", "-P", "-u"]),
    "timeout": Form(valued: ["-k", "--kill-after", "-s", "--signal"], operands: 1),
    "gtimeout": Form(valued: ["-k", "--kill-after", "-s", "--signal"], operands: 1),
    "nohup": Form(),
    "setsid": Form(),
    "stdbuf": Form(valued: ["-i", "-o", "-e", "--input", "--output", "--error"]),
    "time": Form(valued: ["-f", "--format", "-o", "--output"]),
    "exec": Form(valued: ["-a"]),
    "command": Form(alone: ["-v", "-V"]),
    "builtin": Form(),
    "noglob": Form(),
    "winpty": Form(),
  ]

  static func isPrefix(_ name: String) -> Bool { forms[name] != nil }

  init(_ words: [Word]) {
    rest = words[...]
    // Each turn drops at least one word.
    while let name = Self.name(rest.first), let form = Self.forms[name], let next = behind(name, form) {
      rest = next
    }
  }

  private static func name(_ word: Word?) -> String? {
    guard let text = word?.literal else { return nil }
    if !text.utf8.contains(UInt8(ascii: "/")) { return text }
    guard EffectCatalogue.isInstalled(text) else { return nil }
    return text.split(separator: "/").last.map(String.init)
  }

  /// The words behind one prefix; nil where the prefix itself is the program.
  private mutating func behind(_ name: String, _ form: Form) -> ArraySlice<Word>? {
    var words = rest.dropFirst()
    var user: String?
    var found: [SimpleCommand.Assignment] = []
    while let word = words.first {
      let text = word.text
      if text == "--" {
        words = words.dropFirst()
        break
      } else if text.hasPrefix("-"), text != "-" {
        guard !form.alone.contains(text) else { return nil }
        words = words.dropFirst()
        if let given = Self.user(text, next: words.first) { user = given }
        if form.valued.contains(text) || Self.endsInValued(text, form) { words = words.dropFirst() }
      } else if form.takesAssignments, let assignment = SimpleCommand.Assignment(word) {
        found.append(assignment)
        words = words.dropFirst()
      } else {
        break
      }
    }
    words = words.dropFirst(form.operands)
    guard !words.isEmpty else { return nil }
    assignments += found
    if name == "sudo" || name == "doas" { runsAs = user ?? "root" }
    return words
  }

  /// `-nu postgres`: the last letter of a bundle takes the next word.
  private static func endsInValued(_ text: String, _ form: Form) -> Bool {
    guard !text.hasPrefix("--"), text.count > 2, let last = text.last else { return false }
    return form.valued.contains("-\(last)") && text.dropFirst().allSatisfy(\.isLetter)
      && !form.valued.contains(String(text.prefix(2)))
  }

  private static func user(_ option: String, next: Word?) -> String? {
    if option.hasPrefix("--user=") { return String(option.dropFirst(7)) }
    if option.hasPrefix("-u"), option.count > 2 { return String(option.dropFirst(2)) }
    guard option == "-u" || option == "--user" || (!option.hasPrefix("--") && option.hasSuffix("u")) else {
      return nil
    }
    return next?.text
  }
}

extension SimpleCommand.Assignment {
  /// `NAME=value`, where the name is one that a shell accepts.
  init?(_ word: Word) {
    guard case .literal(let first) = word.parts.first, first.utf8.contains(UInt8(ascii: "=")),
      let sign = first.firstIndex(of: "=")
    else { return nil }
    var name = first[..<sign]
    if name.last == "+" { name = name.dropLast() }
    guard let initial = name.first, initial.isASCII, initial.isLetter || initial == "_" else { return nil }
    guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else { return nil }
    let tail = first[first.index(after: sign)...]
    var parts = Array(word.parts.dropFirst())
    if !tail.isEmpty || parts.isEmpty { parts.insert(.literal(String(tail)), at: 0) }
    self.init(name: String(name), value: Word(parts: parts, isQuoted: word.isQuoted))
  }
}
