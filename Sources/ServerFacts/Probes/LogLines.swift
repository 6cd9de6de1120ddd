/// The lines of a log file that pass a filter, read from its end: nil where no file is there.
public struct LogLines: Probe {
  public var path: String
  public var filter: LogFilter

  public init(path: String, filter: LogFilter) {
    self.path = path
    self.filter = filter
  }

  public func ask(_ server: any Server) async -> Observation<FoundLines?> {
    await server.look(.lines(path: path, filter)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .lines(let found): .seen(found)
      default: .unseen(Blindness(.malformed, "\(path): no text"))
      }
    }
  }
}

/// Where supervisord lets a program's standard output go: nil where it is no file.
public struct ProgramLogFile: Probe {
  public var program: String

  public init(program: String) {
    self.program = program
  }

  /// supervisord says it; where it may not be asked its files do, unless they leave the place to it.
  public func ask(_ server: any Server) async -> Observation<String?> {
    if case .seen(let programs) = await SupervisedPrograms().ask(server) {
      return .seen(programs.byName[program].flatMap { Self.path($0.logFile) })
    }
    return await SupervisorConfiguration().ask(server).map { files in
      files.programs[program]?.settings["stdout_logfile"].flatMap { Self.path($0.value) }
    }
  }

  private static func path(_ text: String) -> String? {
    text.hasPrefix("/") && !text.hasPrefix("/dev/") ? text : nil
  }
}
