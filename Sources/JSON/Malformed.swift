extension JSON {
  /// Why a text is not read as JSON, and where.
  public struct Malformed: Error, Sendable, Hashable, CustomStringConvertible {
    public let reason: Reason
    /// The byte it was noticed at, from 0.
    public let offset: Int
    /// From 1; the column counts UTF-8 bytes.
    public let line, column: Int

    public enum Reason: String, Sendable, Hashable, CaseIterable {
      case empty = "there is no value"
      case unexpected = "this is no JSON here"
      case unfinished = "the text ends inside a value"
      case trailing = "there is more after the value"
      case byteOrderMark = "a byte-order mark comes first"
      case number = "this is no JSON number"
      case controlCharacter = "a control character stands unescaped in a string"
      case escape = "this is no JSON escape"
      case surrogate = "half of a surrogate pair stands alone"
      case notUTF8 = "the string is not valid UTF-8"
      case duplicateKey = "the object has this name already"
      case tooDeep = "arrays and objects are nested too deeply"
      case tooLarge = "the text is too long"
    }

    public var description: String { "line \(line), column \(column): \(reason.rawValue)" }
  }
}
