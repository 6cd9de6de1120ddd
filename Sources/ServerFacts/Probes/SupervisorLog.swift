/// The ends of programs that supervisord did not ask for, from the end of its own log, oldest first.
public struct SupervisorLog: Probe {
  /// Some hundred lines; a program that dies every few seconds for an hour writes more, and is told all the same.
  public static let bytes = 65_536

  public init() {}

  /// A program that ended by itself: `exited: site-luci (exit status 1; not expected)`.
  public struct Exit: Hashable, Sendable {
    public var program: String
    /// Seconds since 1970.
    public var seconds: Int
    public var words: String
  }

  public func ask(_ server: any Server) async -> Observation<[Exit]> {
    let configuration = await SupervisorConfiguration().ask(server)
    guard case .seen(let files) = configuration else { return configuration.map { _ in [] } }
    let path = files.logFile
    switch (
      await server.look(.tail(path: path, bytes: Self.bytes)), await server.look(.attributes(path: path))
    ) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)): return .unseen(blindness)
    case (.seen(.tail(let text, _)), .seen(.attributes(let attributes))):
      return .seen(Self.exits(text, written: attributes.modified))
    default: return .seen([])
    }
  }

  /// The log is in local time without a zone. Its last line was written when the file was, which tells the difference;
  /// zones differ by quarters of an hour.
  static func exits(_ text: String, written: Int) -> [Exit] {
    let lines = text.split(separator: "\n").compactMap { line in time(line).map { (line, $0) } }
    guard let last = lines.last else { return [] }
    let quarter = 900
    let shift = Int((Double(written - last.1) / Double(quarter)).rounded()) * quarter
    return lines.compactMap { line, time in
      guard let mark = line.firstRange(of: " exited: ") else { return nil }
      let words = line[mark.upperBound...]
      return Exit(
        program: String(words.prefix { $0 != " " }), seconds: time + shift,
        words: String(line[line.index(mark.lowerBound, offsetBy: 1)...]))
    }
  }

  /// `2026-11-25 12:59:00,123` as if it were UTC.
  private static func time(_ line: Substring) -> Int? {
    let fields = line.prefix(19).split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard fields.count == 6, line.utf8.count > 23 else { return nil }
    return Instant(
      year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4], second: fields[5]
    )?
    .seconds
  }
}
