import Findings
import Glibc
import ServerFacts

/// Calls to supervisord by XML-RPC over its unix socket.
struct SupervisorCalls {
  enum Argument {
    case text(String)
    case integer(Int)
    case boolean(Bool)

    var xml: String {
      switch self {
      case .text(let text): "<string>\(Self.escaped(text))</string>"
      case .integer(let number): "<int>\(number)</int>"
      case .boolean(let value): "<boolean>\(value ? 1 : 0)</boolean>"
      }
    }

    private static func escaped(_ text: String) -> String {
      text.reduce(into: "") { result, character in
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        default: result.append(character)
        }
      }
    }
  }

  static let largestAnswer = 4 * 1024 * 1024

  var socket: String
  var recall = Recall()

  /// The answer as raw XML; the words of a log are masked, the markup around them is not touched.
  func look(_ look: SupervisorCall) -> Observation<Seen> {
    switch look {
    case .state: call("supervisor.getState", []).map(Seen.text)
    case .allProcesses: call("supervisor.getAllProcessInfo", []).map(Seen.text)
    case .allConfigurations: call("supervisor.getAllConfigInfo", []).map { .text(Self.maskingTexts(of: $0)) }
    case .logTail(let program, let bytes):
      call("supervisor.tailProcessStdoutLog", [.text(program), .integer(0), .integer(bytes)])
        .map { .text(Self.maskingTexts(of: $0)) }
    }
  }

  /// The XML of an answer, faults included: those come with HTTP status 200.
  func call(_ method: String, _ arguments: [Argument], milliseconds: Int = 5000) -> Observation<String> {
    let parameters = arguments.map { "<param><value>\($0.xml)</value></param>" }.joined()
    let body = Array(
      "<methodCall><methodName>\(method)</methodName><params>\(parameters)</params></methodCall>"
        .utf8)
    let head =
      "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: \(body.count)\r\n"
    do throws(SystemFault) {
      let connection = try Connection.open(
        .unix(path: socket), deadline: Deadline(milliseconds: milliseconds), recall)
      let answer = try HTTPExchange.perform(
        Array("\(head)Connection: close\r\n\r\n".utf8) + body, on: connection, bodyLimit: Self.largestAnswer)
      switch answer.head.status {
      case 200: return .seen(String(decoding: answer.body, as: UTF8.self))
      case 401, 403:
        return .unseen(Blindness(.permission, "\(socket): supervisord asks for a user and a password"))
      default: return .unseen(Blindness(.malformed, "\(socket): HTTP status \(answer.head.status)"))
      }
    } catch {
      return .unseen(error.blindness)
    }
  }

  /// Masks what stands between tags.
  static func maskingTexts(of xml: String) -> String {
    var result = ""
    var rest = xml[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "<" }
      if !text.isEmpty { result += SecretMask.mask(String(text)) }
      rest = rest[text.endIndex...]
      let tag = rest.prefix { $0 != ">" }
      result += tag
      rest = rest[tag.endIndex...]
      if rest.first == ">" {
        result += ">"
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

/// What supervisord says in place of a result.
struct SupervisorFault: Equatable {
  var code: Int
  var text: String

  /// Reads `<fault>…faultCode…faultString…` as supervisord writes it; nil for any other answer. The answers
  /// that carry facts are read by a real parser in `ServerFacts`.
  static func read(_ xml: String) -> SupervisorFault? {
    let words = xml.split(separator: "<").map { $0.split(separator: ">", maxSplits: 1) }
    guard words.contains(where: { $0.first == "fault" }) else { return nil }
    var name = ""
    var fault = SupervisorFault(code: 1, text: "")
    for word in words where word.count == 2 {
      switch word[0] {
      case "name": name = String(word[1])
      case "int", "i4": if name == "faultCode" { fault.code = Int(word[1]) ?? 1 }
      case "string": if name == "faultString" { fault.text = unescaped(word[1]) }
      default: break
      }
    }
    return fault
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      if let (entity, character) = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\"")]
        .first(where: { rest.hasPrefix($0.0) })
      {
        result += character
        rest = rest.dropFirst(entity.count)
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
