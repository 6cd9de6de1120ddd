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
      let own = file.sections.first { $0.name == "supervisord" }
      let patterns = file.sections.first { $0.name == "include" }?.options["files"]?.value ?? ""
      for pattern in patterns.split(whereSeparator: \.isWhitespace) {
        switch await Self.files(String(pattern), beside: main, server) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let included):
          for other in included { file.append(other) }
        }
      }
      return .seen(
        Fact(
          programs: ConfiguredProgram.all(file.sections),
          mistakes: file.mistakes
            + file.sections.filter { $0.name.hasPrefix("program:") }.flatMap(ConfiguredProgram.mistakes),
          logFile: own?.options["logfile"]?.value ?? "/var/log/supervisor/supervisord.log"))
    case .seen: return .unseen(Blindness(.unreachable, "\(main): not there"))
    }
  }

  /// The files that a pattern names, by its last part; supervisord reads them sorted.
  private static func files(
    _ pattern: String, beside main: String, _ server: any Server
  ) async -> Observation<[SupervisorFile]> {
    let absolute = pattern.hasPrefix("/") ? pattern : folder(of: main) + "/" + pattern
    let folder = folder(of: absolute), name = absolute.split(separator: "/").last ?? ""
    switch await server.look(.folder(path: folder)) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(.folder(let entries)):
      var files: [SupervisorFile] = []
      for entry in entries where Glob.matches(entry.name, name) {
        let path = "\(folder)/\(entry.name)"
        switch await server.look(.text(path: path)) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(.text(let text)): files.append(SupervisorFile(text, path: path))
        case .seen: continue
        }
      }
      return .seen(files)
    case .seen: return .seen([])
    }
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
