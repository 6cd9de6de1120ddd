/// What an account may run as another by sudo, as `sudo -l` tells it.
public struct SudoGrants: Probe {
  public var user: String

  public init(user: String) {
    self.user = user
  }

  public func ask(_ server: any Server) async -> Observation<[SudoGrant]> {
    await server.look(.command(.sudoGrants(user: user))).flatMap { seen in
      guard case .output(let answer) = seen else { return .unseen(Blindness(.malformed, "sudo: no answer")) }
      if (answer.output + answer.errors).contains("is not allowed to run sudo") { return .seen([]) }
      guard answer.status == 0, answer.output.contains("may run the following commands") else {
        let first = answer.errors.split(whereSeparator: \.isNewline).first.map(String.init)
        return .unseen(Blindness(.permission, "sudo -l: \(first ?? "no list")"))
      }
      return .seen(SudoGrant.read(answer.output))
    }
  }
}

/// One command that sudo grants: `(root) NOPASSWD: /usr/bin/supervisorctl restart site-luci`.
public struct SudoGrant: Hashable, Sendable {
  /// `root`, `ALL : ALL`.
  public var runAs: String
  public var needsPassword: Bool
  /// The program as a path, or `ALL`.
  public var program: String
  /// nil: any words may follow. Patterns of fnmatch(3) among them are patterns.
  public var arguments: String?

  public init(runAs: String, needsPassword: Bool, program: String, arguments: String?) {
    self.runAs = runAs
    self.needsPassword = needsPassword
    self.program = program
    self.arguments = arguments
  }

  /// `root`, `ALL`, `ALL : ALL`, or a list with one of them.
  public var runsAsRoot: Bool {
    let users = runAs.prefix { $0 != ":" }.split { $0 == "," || $0 == " " }
    return users.contains("root") || users.contains("ALL") || users.contains("#0")
  }

  public var words: String { arguments.map { "\(program) \($0)" } ?? program }

  static func read(_ text: String) -> [SudoGrant] {
    let lines = text.split(whereSeparator: \.isNewline)
    guard let start = lines.firstIndex(where: { $0.contains("may run the following commands") }) else {
      return []
    }
    // A long entry goes on in the next line, further in.
    var entries: [String] = []
    for line in lines[(start + 1)...] {
      let words = line.drop { $0 == " " || $0 == "\t" }
      if words.hasPrefix("(") {
        entries.append(String(words))
      } else if !entries.isEmpty {
        entries[entries.count - 1] += " " + words
      }
    }
    return entries.flatMap(grants)
  }

  private static func grants(_ entry: String) -> [SudoGrant] {
    guard let close = entry.firstIndex(of: ")") else { return [] }
    let runAs = String(entry[entry.index(after: entry.startIndex)..<close])
    var needsPassword = true
    return commands(entry[entry.index(after: close)...]).compactMap { command in
      var rest = command[...].drop { $0 == " " }
      // Tags hold for what follows them in the entry too.
      while let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy({ $0.isUppercase || $0 == "_" }) {
        if rest[..<colon] == "NOPASSWD" { needsPassword = false }
        if rest[..<colon] == "PASSWD" { needsPassword = true }
        rest = rest[rest.index(after: colon)...].drop { $0 == " " }
      }
      let parts = rest.split(separator: " ", maxSplits: 1)
      guard let program = parts.first else { return nil }
      return SudoGrant(
        runAs: runAs, needsPassword: needsPassword, program: String(program),
        arguments: parts.count > 1 ? String(parts[1]) : nil)
    }
  }

  /// The commands between commas; `\,` is a comma of a command's own.
  private static func commands(_ text: Substring) -> [String] {
    var found = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        found[found.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        found.append("")
      } else {
        found[found.count - 1].append(character)
      }
    }
    return found
  }

  /// Whether sudo runs these words under this grant. A bare name is found in a folder that is not known here, so its
  /// last part counts.
  public func covers(_ program: String, _ arguments: [String]) -> Bool {
    guard runsAsRoot else { return false }
    guard self.program != "ALL" else { return true }
    let isSame =
      program.hasPrefix("/")
      ? self.program == program : self.program.split(separator: "/").last == program[...]
    guard isSame else { return false }
    guard let granted = self.arguments else { return true }
    if granted == "\"\"" { return arguments.isEmpty }
    return Glob.matchesText(arguments.joined(separator: " "), granted)
  }
}

/// Whether sudo could read one of its files.
public struct SudoersFile: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public enum Fact: Hashable, Sendable {
    case readable
    /// What `visudo` says: `/etc/sudoers.d/deploy:1:33: syntax error`.
    case broken(String)
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    await server.look(.command(.sudoersSyntax(path: path))).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "visudo: no answer"))
      }
      if answer.status == 0 { return .seen(.readable) }
      let lines = (answer.errors + answer.output).split(whereSeparator: \.isNewline).map(String.init)
      if let refused = lines.first(where: { $0.contains("ermission denied") }) {
        return .unseen(Blindness(.permission, refused))
      }
      return .seen(.broken(lines.first ?? "status \(answer.status)"))
    }
  }
}
