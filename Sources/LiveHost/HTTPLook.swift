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

  /// Sends the request and reads the answer. A body beyond the limit is an error, or cut where only its beginning is
  /// wanted.
  static func perform<Stream: ByteStream & ~Copyable>(
    _ request: [UInt8], on connection: borrowing Stream, bodyLimit: Int, isCut: Bool = false
  ) throws(SystemFault) -> Answer {
    let malformed = SystemFault(EPROTO, connection.words)
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
    let isChunked = head.headers["transfer-encoding"] != nil
    guard isCut || !isChunked else { throw malformed }
    let length = isChunked ? nil : head.headers["content-length"].flatMap { Int($0) }
    while isOpen, body.count < length ?? .max {
      let next = try connection.receive()
      isOpen = !next.isEmpty
      body += next
      guard body.count > bodyLimit else { continue }
      guard isCut else { throw SystemFault(EFBIG, connection.words) }
      // Chunks add a few bytes each; a little more than is wanted is read for them.
      if body.count > 2 * bodyLimit { break }
    }
    if isChunked { body = withoutChunks(body) }
    guard isCut || body.count >= length ?? 0 else { throw malformed }
    return Answer(head: head, body: Array(body.prefix(min(length ?? bodyLimit, bodyLimit))))
  }

  /// The bytes of `5\r\nhello\r\n0\r\n\r\n` are `hello` (RFC 9112, 7.1); a last chunk may be cut.
  private static func withoutChunks(_ bytes: [UInt8]) -> [UInt8] {
    var body: [UInt8] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 10) {
      let digits = String(decoding: rest[..<end].prefix { $0 != 13 && $0 != 0x3B }, as: UTF8.self)
      guard let count = Int(digits, radix: 16), count > 0 else { break }
      rest = rest[(end + 1)...]
      body += rest.prefix(count)
      rest = rest.dropFirst(count).dropFirst(2)
    }
    return body
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
  static let seconds = 5
  /// As much of a body as is compared.
  static let longestBody = 64 * 1024

  /// Asks 127.0.0.1, and `::1` where nobody listens there: Node can listen on IPv6 alone.
  static func get(port: Int, host: String, path: String, _ recall: Recall) -> Observation<Seen> {
    look(host, path) { request throws(SystemFault) in
      let deadline = Deadline(milliseconds: seconds * 1000)
      do throws(SystemFault) {
        return try ask(try Connection.open(.ipv4(port: port), deadline: deadline, recall), request)
      } catch {
        guard error.code == ECONNREFUSED else { throw error }
        return try ask(try Connection.open(.ipv6(port: port), deadline: deadline, recall), request)
      }
    }
  }

  static func getSecurely(
    port: Int, host: String, path: String, _ recall: Recall
  ) -> Observation<Seen> {
    look(host, path) { request throws(SystemFault) in
      let deadline = Deadline(milliseconds: seconds * 1000)
      let connection = try Connection.open(.ipv4(port: port), deadline: deadline, recall)
      return try ask(try SecureConnection.open(connection, serverName: host), request)
    }
  }

  /// On this machine a connection that is never answered is a fact and no blindness.
  private static func look(
    _ host: String, _ path: String, _ ask: ([UInt8]) throws(SystemFault) -> HTTPAnswer
  ) -> Observation<Seen> {
    let words = (host + path).unicodeScalars
    guard path.hasPrefix("/"), !words.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
      return .unseen(Blindness(.malformed, "no host and path of a request: \(host) \(path)"))
    }
    let request = "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\nAccept: */*\r\n\r\n"
    do throws(SystemFault) {
      return .seen(.http(try ask(Array(request.utf8))))
    } catch {
      return error.code == ETIMEDOUT ? .seen(.silence(seconds: seconds)) : .unseen(error.blindness)
    }
  }

  private static func ask<Stream: ByteStream & ~Copyable>(
    _ stream: borrowing Stream, _ request: [UInt8]
  ) throws(SystemFault) -> HTTPAnswer {
    let answer = try HTTPExchange.perform(request, on: stream, bodyLimit: longestBody, isCut: true)
    var head = answer.head
    head.headers = head.headers.mapValues { SecretMask.mask(WorldText.clean($0)) }
    // A session's cookie is a secret without a name.
    if head.headers["set-cookie"] != nil { head.headers["set-cookie"] = "•••" }
    head.bodyDigest = OpenSSLDigests().sha256(answer.body)
    return head
  }
}
