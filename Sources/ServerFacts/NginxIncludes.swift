/// Puts what a configuration includes in the place of its `include` lines, as nginx does.
///
/// A word of an included file stands in the line of the `include`: that is where one who reads the first file looks.
struct NginxIncludes {
  /// What has no leading slash lies here.
  static let root = "/etc/nginx"
  /// A file that includes itself ends here; nginx gives up too.
  private static let depth = 8

  private let server: any Server
  /// How many files may still be read.
  private var allowance = 256
  /// Each pattern that stands in an `include`, as a path.
  private(set) var patterns: [String] = []

  init(_ server: any Server) {
    self.server = server
  }

  /// What these words include themselves.
  static func patterns(in tokens: [NginxToken]) -> [String] {
    tokens.indices.compactMap { place in
      guard tokens[place].text == "include", place == 0 || tokens[place - 1].isEnd, place + 2 < tokens.count,
        tokens[place + 2].text == ";"
      else { return nil }
      return path(tokens[place + 1].text)
    }
  }

  private static func path(_ word: String) -> String { word.hasPrefix("/") ? word : "\(root)/\(word)" }

  mutating func expanded(_ tokens: [NginxToken], depth: Int = 0) async -> Observation<[NginxToken]> {
    var result: [NginxToken] = []
    var isStart = true
    var place = 0
    while place < tokens.count {
      let token = tokens[place]
      guard isStart, token.text == "include", place + 2 < tokens.count, tokens[place + 2].text == ";" else {
        result.append(token)
        isStart = token.isEnd
        place += 1
        continue
      }
      let pattern = Self.path(tokens[place + 1].text)
      patterns.append(pattern)
      switch await content(pattern, depth) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let found): result += found.map { NginxToken(text: $0.text, line: token.line) }
      }
      place += 3
    }
    return .seen(result)
  }

  private mutating func content(_ pattern: String, _ depth: Int) async -> Observation<[NginxToken]> {
    guard depth < Self.depth, allowance > 0 else {
      return .unseen(Blindness(.malformed, "\(pattern): too many files include each other"))
    }
    let paths: [String]
    switch await files(pattern) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let found): paths = found
    }
    var result: [NginxToken] = []
    for path in paths {
      allowance -= 1
      switch await server.look(.text(path: path)) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(.text(let text)):
        switch await expanded(NginxToken.read(text), depth: depth + 1) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let found): result += found
        }
      // nginx refuses its configuration: what it says of that is asked elsewhere.
      case .seen: continue
      }
    }
    return .seen(result)
  }

  private func files(_ pattern: String) async -> Observation<[String]> {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return .seen([pattern]) }
    return await PathsMatching(pattern: pattern).ask(server).map { paths in
      paths.filter { $0.split(separator: "/").last?.hasPrefix(".") != true }
    }
  }
}
