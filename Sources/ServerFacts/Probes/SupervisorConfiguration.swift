/// What supervisord's files say now, whether it has read them or not: `supervisord.conf` and what it includes.
public struct SupervisorConfiguration: Probe {
  public init() {}

  public struct Fact: Hashable, Sendable {
    /// By the name that supervisord would give them.
    public var programs: [String: ConfiguredProgram]
    /// What would stop supervisord at its next reread or start.
    public var mistakes: [ConfigurationMistake]
    public var logFile: String
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    let main = SupervisorSocket.configuration
    switch await server.look(.text(path: main)) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(.text(let text)):
      var file = SupervisorFile(text, path: main)
      let expansion = Expansion(program: "", group: "")
      let written = file["include"]?.options["files"]?.value ?? ""
      guard case .value(let patterns) = expansion.expand(written, file: main) else {
        return .unseen(Blindness(.malformed, "\(main): which files it includes only supervisord can tell"))
      }
      for pattern in patterns.split(whereSeparator: \.isWhitespace) {
        let whole = pattern.hasPrefix("/") ? String(pattern) : Self.folder(of: main) + "/" + pattern
        switch await PathsMatching(pattern: whole).ask(server) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let paths):
          for path in paths {
            switch await server.look(.text(path: path)) {
            case .unseen(let blindness): return .unseen(blindness)
            case .seen(.text(let text)): file.append(SupervisorFile(text, path: path))
            case .seen: continue
            }
          }
        }
      }
      return .seen(Self.fact(file, expansion, main))
    case .seen: return .unseen(Blindness(.unreachable, "\(main): not there"))
    }
  }

  private static func fact(_ file: SupervisorFile, _ expansion: Expansion, _ main: String) -> Fact {
    var logFile = "/var/log/supervisor/supervisord.log"
    if let written = file["supervisord"]?.options["logfile"]?.value,
      case .value(let path) = expansion.expand(written, file: main)
    {
      logFile = path
    }
    let sections = file.sections
    return Fact(
      programs: ConfiguredProgram.all(sections),
      mistakes: file.mistakes + ConfiguredProgram.mistakes(in: sections), logFile: logFile)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}

/// Something in a file that its reader refuses, and with it the whole configuration.
public struct ConfigurationMistake: Hashable, Sendable {
  public var file: String
  public var line: Int
  public var text: String

  public init(file: String, line: Int, text: String) {
    self.file = file
    self.line = line
    self.text = text
  }
}
