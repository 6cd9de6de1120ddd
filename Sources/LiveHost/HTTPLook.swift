import Findings
import Glibc
import ServerFacts

/// One plain HTTP/1.1 request and its answer, as small as our two uses need: an answer of a service on this
/// machine, and supervisord's XML-RPC.
enum HTTPExchange {
  struct Answer {
    var head: HTTPAnswer
    var body: [UInt8]
  }

  static let longestHead = 64 * 1024

  /// Sends the request and reads the head, and the body where it is wanted.
  static func perform(
    _ request: [UInt8], on connection: borrowing Connection, bodyLimit: Int
  ) throws(SystemFault) -> Answer {
    let malformed = SystemFault(EPROTO, connection.peer.words)
    try connection.send(request)
    var received: [UInt8] = []
    var isOpen = true
    var bodyStart = end(ofHead: received)
    while bodyStart == nil, isOpen {
      let next = try connection.receive()
      isOpen = !next.isEmpty
      received += next
      bodyStart = end(ofHead: received)
      guard received.count <= longestHead + next.count else { throw malformed }
    }
    guard let bodyStart, let head = head(received[..<bodyStart]) else { throw malformed }
    var body = Array(received[bodyStart...])
    guard bodyLimit > 0 else { return Answer(head: head, body: []) }
    guard head.headers["transfer-encoding"] == nil else { throw malformed }
    let length = head.headers["content-length"].flatMap { Int($0) }
    while isOpen, body.count < length ?? .max {
      let next = try connection.receive()
      isOpen = !next.isEmpty
      body += next
      guard body.count <= bodyLimit else { throw SystemFault(EFBIG, connection.peer.words) }
    }
    guard body.count >= length ?? 0 else { throw malformed }
    return Answer(head: head, body: length.map { Array(body.prefix($0)) } ?? body)
  }

  private static func end(ofHead bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for place in 0...(bytes.count - 4) where bytes[place] == 13 {
      if bytes[place + 1] == 10, bytes[place + 2] == 13, bytes[place + 3] == 10 { return place + 4 }
    }
    return nil
  }

  /// `HTTP/1.1 200 OK` and the header fields; of a repeated field the last counts.
  private static func head(_ bytes: ArraySlice<UInt8>) -> HTTPAnswer? {
    let lines = bytes.split(separator: 10).map { line in
      String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]),
      (100...999).contains(status)
    else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(
        line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
    }
    return HTTPAnswer(status: status, headers: headers)
  }
}

/// What a service of this machine answers to `GET`.
enum HTTPLook {
  static let milliseconds = 2000

  /// Asks 127.0.0.1, and `::1` where nobody listens there: Node can listen on IPv6 alone.
  static func get(port: Int, host: String, path: String) -> Observation<Seen> {
    let words = (host + path).unicodeScalars
    guard path.hasPrefix("/"), !words.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
      return .unseen(Blindness(.malformed, "no host and path of a request: \(host) \(path)"))
    }
    let request = Array(
      "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\nAccept: */*\r\n\r\n".utf8)
    do throws(SystemFault) {
      do throws(SystemFault) {
        return try ask(.ipv4(port: port), request)
      } catch {
        guard error.code == ECONNREFUSED else { throw error }
        return try ask(.ipv6(port: port), request)
      }
    } catch {
      return .unseen(error.blindness)
    }
  }

  private static func ask(_ peer: Connection.Peer, _ request: [UInt8]) throws(SystemFault) -> Observation<
    Seen
  > {
    let connection = try Connection.open(peer, deadline: Deadline(milliseconds: milliseconds))
    var head = try HTTPExchange.perform(request, on: connection, bodyLimit: 0).head
    head.headers = head.headers.mapValues { SecretMask.mask(WorldText.clean($0)) }
    // A session's cookie is a secret without a name.
    if head.headers["set-cookie"] != nil { head.headers["set-cookie"] = "•••" }
    return .seen(.http(head))
  }
}
