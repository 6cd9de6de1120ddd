import CExpat

/// A value of an XML-RPC answer (http://xmlrpc.com/spec.md). Dates and base64 stay text: supervisord sends neither.
enum XMLRPCValue: Equatable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case array([XMLRPCValue])
  case object([String: XMLRPCValue])

  var asText: String? { if case .text(let text) = self { text } else { nil } }
  var asInteger: Int? { if case .integer(let number) = self { number } else { nil } }
}

/// What supervisord says: a value, or a fault. A fault comes with HTTP status 200.
enum XMLRPCAnswer: Equatable {
  case value(XMLRPCValue)
  case fault(code: Int, text: String)

  /// Reads a `<methodResponse>`. A document type declaration is refused, so no entity is ever expanded.
  ///
  /// supervisord writes the control characters of a log as they are, which no XML may hold: they are left out, or one
  /// coloured line would hide the whole log.
  static func read(_ xml: String) -> Observation<XMLRPCAnswer> {
    guard let parser = XML_ParserCreate("UTF-8") else {
      return .unseen(Blindness(.malformed, "no memory for the XML parser"))
    }
    let reading = XMLRPCReading(parser)
    defer { XML_ParserFree(parser) }
    XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, _ in
        guard let context, let name else { return }
        Unmanaged<XMLRPCReading>.fromOpaque(context).takeUnretainedValue().opens(String(cString: name))
      },
      { context, name in
        guard let context, let name else { return }
        Unmanaged<XMLRPCReading>.fromOpaque(context).takeUnretainedValue().closes(String(cString: name))
      })
    XML_SetCharacterDataHandler(parser) { context, bytes, count in
      guard let context, let bytes else { return }
      Unmanaged<XMLRPCReading>.fromOpaque(context).takeUnretainedValue().bytes.append(
        contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      Unmanaged<XMLRPCReading>.fromOpaque(context).takeUnretainedValue().refuse()
    }
    var xml = xml
    let status = xml.withUTF8 { bytes in
      bytes.contains(where: isControl)
        ? parse(bytes.filter { !isControl($0) }, parser) : parse(bytes, parser)
    }
    guard status == XML_STATUS_OK, let value = reading.result else {
      return .unseen(Blindness(.malformed, "not an XML-RPC answer"))
    }
    if reading.isFault, case .object(let members) = value {
      return .seen(
        .fault(code: members["faultCode"]?.asInteger ?? 0, text: members["faultString"]?.asText ?? ""))
    }
    return .seen(.value(value))
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
  }

  private static func parse(_ bytes: some Collection<UInt8>, _ parser: XML_Parser) -> XML_Status {
    bytes.withContiguousStorageIfAvailable { bytes in
      bytes.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) }
    } ?? XML_STATUS_ERROR
  }
}

/// The state while the parser walks: values under construction, innermost last.
private final class XMLRPCReading {
  /// An array or a struct that is not closed yet.
  private struct Open {
    var values: [XMLRPCValue]?
    var members: [String: XMLRPCValue] = [:]
    var name = ""
  }

  /// An answer of supervisord nests four deep; more than this is not one.
  static let deepest = 32

  /// Of the innermost element's text.
  var bytes: [UInt8] = []
  var isFault = false
  var result: XMLRPCValue?
  private var open: [Open] = []
  /// The value that the innermost `<value>` holds so far; nil while only text was seen.
  private var typed: XMLRPCValue?
  private let parser: XML_Parser

  init(_ parser: XML_Parser) { self.parser = parser }

  /// Stops the parser where it stands: nothing behind this place is expanded or built.
  func refuse() { XML_StopParser(parser, XML_Bool(XML_FALSE)) }

  func opens(_ element: String) {
    switch element {
    case "fault": isFault = true
    case "array": open.append(Open(values: []))
    case "struct": open.append(Open())
    case "value": typed = nil
    default: break
    }
    if open.count > Self.deepest { refuse() }
    bytes.removeAll(keepingCapacity: true)
  }

  func closes(_ element: String) {
    switch element {
    case "int", "i4": typed = Int(text).map(XMLRPCValue.integer)
    case "boolean": typed = .boolean(text == "1")
    case "string", "double", "dateTime.iso8601", "base64": typed = .text(text)
    case "array": typed = (open.popLast()?.values).map(XMLRPCValue.array)
    case "struct": typed = (open.popLast()?.members).map(XMLRPCValue.object)
    case "name": if !open.isEmpty { open[open.count - 1].name = text }
    case "value": closeValue(typed ?? .text(text))
    default: break
    }
    bytes.removeAll(keepingCapacity: true)
  }

  private var text: String { String(decoding: bytes, as: UTF8.self) }

  private func closeValue(_ value: XMLRPCValue) {
    typed = nil
    guard let last = open.indices.last else {
      result = value
      return
    }
    if open[last].values != nil {
      open[last].values?.append(value)
    } else {
      open[last].members[open[last].name] = value
    }
  }
}
