/// Reads the server blocks of one nginx configuration file (syntax: nginx.org/en/docs/beginners_guide.html#conf_structure).
///
/// Includes are not followed: what is asked is what this file says.
enum NginxConfiguration {
  static func hosts(_ text: String) -> [VirtualHost] {
    var hosts: [VirtualHost] = []
    var upstreams: [String: [String]] = [:]
    var pendingProxies: [(host: Int, name: String, line: Int)] = []
    var blocks: [String] = []
    var words: [String] = []
    var line = 0
    for token in tokens(text) {
      if words.isEmpty { line = token.line }
      switch token.text {
      case "{":
        blocks.append(words.first ?? "")
        if words.first == "server", !blocks.dropLast().contains("server") {
          hosts.append(VirtualHost(line: line, names: [], ports: [], proxiedPorts: []))
        }
        if words.first == "upstream", words.count > 1 { blocks[blocks.count - 1] = "upstream " + words[1] }
        words = []
      case "}":
        _ = blocks.popLast()
        words = []
      case ";":
        if let upstream = blocks.last, upstream.hasPrefix("upstream "), words.first == "server",
          words.count > 1
        {
          upstreams[String(upstream.dropFirst(9)), default: []].append(words[1])
        } else if blocks.contains("server"), !hosts.isEmpty {
          directive(words, line, &hosts[hosts.count - 1])
          if words.first == "proxy_pass", words.count > 1 {
            pendingProxies.append((hosts.count - 1, authority(words[1]), line))
          }
        }
        words = []
      default: words.append(token.text)
      }
    }
    for proxy in pendingProxies {
      hosts[proxy.host].proxiedPorts += (upstreams[proxy.name] ?? [proxy.name]).compactMap { server in
        port(server).map { ProxiedPort(port: $0, line: proxy.line, isLocal: isLocal(server)) }
      }
    }
    return hosts
  }

  private static func directive(_ words: [String], _ line: Int, _ host: inout VirtualHost) {
    switch words.first {
    case "server_name": host.names += words.dropFirst()
    case "listen" where words.count > 1:
      guard !words[1].contains("unix:") else { return }
      // An address without a port is port 80.
      let number = port(words[1]) ?? Int(words[1]) ?? 80
      host.ports.append(number)
      if words.contains("ssl") || words.contains("quic") { host.securePorts.append(number) }
    case "ssl" where words.last == "on": host.securePorts += host.ports
    case "ssl_certificate" where words.count > 1 && host.certificate == nil: host.certificate = words[1]
    case "ssl_certificate_key" where words.count > 1 && host.certificateKey == nil:
      host.certificateKey = words[1]
    default: break
    }
  }

  /// `http://127.0.0.1:3003/path` → `127.0.0.1:3003`.
  private static func authority(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    return String(url[scheme.upperBound...].prefix { $0 != "/" })
  }

  private static func isLocal(_ server: String) -> Bool {
    ["127.", "localhost:", "[::1]:"].contains { server.hasPrefix($0) }
  }

  /// The number behind the last colon; `[::]:443` and `127.0.0.1:3003` alike.
  private static func port(_ text: String) -> Int? {
    guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else { return nil }
    return Int(text[text.index(after: colon)...].prefix { $0.isASCII && $0.isNumber })
  }

  private struct Token {
    var text: String
    var line: Int
  }

  private static func tokens(_ text: String) -> [Token] {
    var found: [Token] = []
    var word = ""
    var wordLine = 1
    var line = 1
    var quote: Character?
    var isComment = false
    func isSpace(_ character: Character) -> Bool {
      character == " " || character == "\t" || character.isNewline
    }
    for character in text {
      defer { if character.isNewline { line += 1 } }
      if isComment {
        isComment = !character.isNewline
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "#", word.isEmpty {
        isComment = true
      } else if (character == "\"" || character == "'"), word.isEmpty {
        quote = character
        wordLine = line
      } else if isSpace(character) || character == ";" || character == "{" || character == "}" {
        if character == "{", word.hasSuffix("$") {
          word.append(character)
          continue
        }
        if character == "}", word.contains("${"), !word.hasSuffix("}") {
          word.append(character)
          continue
        }
        if !word.isEmpty { found.append(Token(text: word, line: wordLine)) }
        word = ""
        if !isSpace(character) { found.append(Token(text: String(character), line: line)) }
      } else {
        if word.isEmpty { wordLine = line }
        word.append(character)
      }
    }
    return found
  }
}
