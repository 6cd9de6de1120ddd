/// Reads the server blocks of an nginx configuration (syntax: nginx.org/en/docs/beginners_guide.html#conf_structure).
struct NginxConfiguration {
  static func hosts(_ text: String) -> [VirtualHost] { hosts(NginxToken.read(text)) }

  static func hosts(_ tokens: [NginxToken]) -> [VirtualHost] {
    var reading = NginxConfiguration()
    var words: [String] = []
    var line = 0
    for token in tokens {
      if words.isEmpty { line = token.line }
      switch token.text {
      case "{":
        reading.open(words, line)
        words = []
      case "}":
        _ = reading.blocks.popLast()
        words = []
      case ";":
        reading.directive(words, line)
        words = []
      default: words.append(token.text)
      }
    }
    return reading.finished
  }

  private struct Block {
    var name: String
    /// What stands behind the name: `/api` of a location.
    var argument: String
  }

  private struct Proxy {
    var host: Int
    var authority: String
    var location: String
    var line: Int
  }

  private var hosts: [VirtualHost] = []
  private var upstreams: [String: [String]] = [:]
  private var proxies: [Proxy] = []
  private var blocks: [Block] = []
  /// Hosts that say where they listen, and those with `ssl on`.
  private var listening: Set<Int> = [], secured: Set<Int> = []

  private var isInServer: Bool { blocks.contains { $0.name == "server" } }

  private mutating func open(_ words: [String], _ line: Int) {
    if words.first == "server", !isInServer {
      hosts.append(VirtualHost(line: line, names: [], listens: [], proxiedPorts: []))
    }
    blocks.append(Block(name: words.first ?? "", argument: words.count > 1 ? words[words.count - 1] : ""))
  }

  private mutating func directive(_ words: [String], _ line: Int) {
    guard words.count > 1 else { return }
    if let upstream = blocks.last, upstream.name == "upstream" {
      // A server that is marked as down gets no request.
      if words[0] == "server", !words.contains("down") {
        upstreams[upstream.argument, default: []].append(words[1])
      }
      return
    }
    guard isInServer, !hosts.isEmpty else { return }
    switch words[0] {
    case "server_name": hosts[hosts.count - 1].names += words.dropFirst()
    case "listen":
      listening.insert(hosts.count - 1)
      hosts[hosts.count - 1].listens += [Self.listen(words)].compactMap { $0 }
    case "ssl_certificate": hosts[hosts.count - 1].certificates.append(Self.path(words[1]))
    case "ssl_certificate_key": hosts[hosts.count - 1].certificateKeys.append(Self.path(words[1]))
    // In force for all of a block's ports until nginx 1.25.
    case "ssl" where words[1] == "on": secured.insert(hosts.count - 1)
    case "proxy_pass":
      let location = blocks.last { $0.name == "location" }?.argument ?? "/"
      proxies.append(
        Proxy(host: hosts.count - 1, authority: Self.authority(words[1]), location: location, line: line))
    default: break
    }
  }

  /// An upstream may stand behind the block that proxies to it, and `ssl on` behind the ports.
  private var finished: [VirtualHost] {
    var hosts = hosts
    for proxy in proxies {
      hosts[proxy.host].proxiedPorts += (upstreams[proxy.authority] ?? [proxy.authority]).compactMap {
        server in
        Self.port(server).map {
          ProxiedPort(
            port: $0, line: proxy.line, isLocal: Self.isLocal(server), location: proxy.location)
        }
      }
    }
    for index in hosts.indices {
      if !listening.contains(index) { hosts[index].listens = [VirtualHost.Listen(port: 80)] }
      guard secured.contains(index) else { continue }
      for place in hosts[index].listens.indices { hosts[index].listens[place].isSecure = true }
    }
    return hosts
  }

  private static func listen(_ words: [String]) -> VirtualHost.Listen? {
    let place = words[1]
    guard !place.hasPrefix("unix:") else { return nil }
    // An address without a port is port 80, a port without an address every address of IPv4.
    let colon = place.lastIndex(of: ":")
    let number = port(place)
    let address =
      number == nil ? (Int(place) == nil ? place : "*") : String(place[..<(colon ?? place.endIndex)])
    return VirtualHost.Listen(
      address: address == "0.0.0.0" ? "*" : address, port: number ?? Int(place) ?? 80,
      isSecure: words.contains("ssl") || words.contains("quic"), isDefault: words.contains("default_server"))
  }

  /// nginx takes a path without a leading slash from the folder of its configuration.
  private static func path(_ word: String) -> String {
    ["/", "$", "data:", "engine:", "store:"].contains { word.hasPrefix($0) }
      ? word : "\(NginxIncludes.root)/\(word)"
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
}
