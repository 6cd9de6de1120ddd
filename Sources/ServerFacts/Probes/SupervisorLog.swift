/// The deaths of programs that nobody asked for, from the end of supervisord's own log, oldest first: nil where it
/// writes no file. What came before an operator's stop or start is over and left out.
public struct SupervisorLog: Probe {
  /// Some hundred lines; a program that dies every few seconds for an hour writes more, and is told all the same.
  public static let bytes = 65_536

  public init() {}

  /// A program that had come up and ended by itself: `exited: luci (exit status 1; not expected)`.
  public struct Death: Hashable, Sendable {
    public var program: String
    /// Seconds since 1970.
    public var seconds: Int
    public var words: String
  }

  public struct Contents: Hashable, Sendable {
    public var path: String
    public var deaths: [Death]
  }

  public func ask(_ server: any Server) async -> Observation<Contents?> {
    let configuration = await SupervisorConfiguration().ask(server)
    guard case .seen(let files) = configuration else { return configuration.map { _ in nil } }
    let path = files.logFile
    switch (
      await server.look(.tail(path: path, bytes: Self.bytes)), await server.look(.attributes(path: path))
    ) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)): return .unseen(blindness)
    case (.seen(.tail(let text, _)), .seen(.attributes(let attributes))):
      return .seen(Contents(path: path, deaths: Self.deaths(text, written: attributes.modified)))
    default: return .seen(nil)
    }
  }

  /// The log is in local time without a zone. Its last line was written when the file was, which tells the difference;
  /// zones differ by quarters of an hour.
  static func deaths(_ text: String, written: Int) -> [Death] {
    let lines = text.split(separator: "\n").compactMap(Line.init)
    guard let last = lines.last else { return [] }
    let quarter = 900
    let shift = Int((Double(written - last.seconds) / Double(quarter)).rounded()) * quarter
    var deaths: [String: [Death]] = [:]
    var isUp: [String: Bool] = [:]
    for line in lines {
      switch line.event {
      case "supervisord" where line.program == "started": deaths = [:]
      case "waiting", "stopped:", "gave": deaths[line.program] = nil
      case "spawned:": isUp[line.program] = false
      case "success:": isUp[line.program] = true
      case "exited:" where isUp[line.program] != false && line.words.contains("; not expected"):
        let death = Death(program: line.program, seconds: line.seconds + shift, words: line.words)
        deaths[line.program, default: []].append(death)
      default: break
      }
    }
    return deaths.values.flatMap { $0 }.sorted { ($0.seconds, $0.program) < ($1.seconds, $1.program) }
  }

  /// `2026-11-25 12:59:00,123 INFO spawned: 'site-luci' with pid 12`
  private struct Line {
    /// As if the clock were UTC.
    var seconds: Int
    var event, program, words: String

    init?(_ line: Substring) {
      let fields = line.prefix(19).split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
      let parts = line.split(separator: " ", maxSplits: 3)
      guard fields.count == 6, parts.count == 4,
        let instant = Instant(
          year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4],
          second: fields[5])
      else { return nil }
      let message = parts[3].split(separator: " ")
      guard let first = message.first else { return nil }
      seconds = instant.seconds
      event = String(first)
      words = String(parts[3])
      // `waiting for NAME to stop`, `gave up: NAME entered FATAL state`
      let place = first == "waiting" || first == "gave" ? 2 : 1
      program = message.count > place ? message[place].filter { $0 != "'" } : ""
    }
  }
}
