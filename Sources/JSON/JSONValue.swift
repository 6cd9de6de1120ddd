/// Any JSON value, with members in the order they were written.
///
/// Numbers that fit in 64 bits are integers; every other number stays as the text it was, so that nothing is
/// rounded on its way through: `1.10`, `-0`, `1e400` and `18446744073709551616` come out as they went in.
public enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  /// The text of a number that is no 64-bit integer.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  /// A floating-point number in its shortest exact form. JSON has no word for infinity and NaN; they become
  /// `null`.
  public init(_ value: Double) {
    self = value.isFinite ? .number("\(value)") : .null
  }

  public init(_ value: Int) { self = .int(Int64(value)) }

  public var isNull: Bool { self == .null }

  public var asBool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// Only what was written as an integer: `1.0` is none.
  public var asInt: Int? {
    if case .int(let value) = self { Int(exactly: value) } else { nil }
  }

  /// Any number that a `Double` can hold, rounded to the nearest; nil for `1e400`.
  public var asDouble: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    default: nil
    }
  }

  public var asString: String? {
    if case .string(let value) = self { value } else { nil }
  }

  public var asArray: [JSON]? {
    if case .array(let values) = self { values } else { nil }
  }

  public var asObject: JSONObject? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The member of that name; nil where there is none and where this is no object.
  public subscript(key: String) -> JSON? { asObject?[key] }

  /// The element at that index; nil where there is none and where this is no array.
  public subscript(index: Int) -> JSON? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self.init(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}
