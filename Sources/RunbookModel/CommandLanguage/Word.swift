/// One word of a command after quotes and backslashes are taken off; a parameter in it stays a parameter.
public struct Word: Hashable, Sendable {
  public enum Part: Hashable, Sendable {
    case literal(String)
    case parameter(String)
  }

  public var parts: [Part]
  /// Some of it stood in quotes: `~` and `=` in it mean nothing to the shell.
  public var isQuoted: Bool

  public init(parts: [Part], isQuoted: Bool = false) {
    self.parts = parts
    self.isQuoted = isQuoted
  }

  /// Nil where a parameter stands in it.
  public var literal: String? {
    if parts.count == 1 { if case .literal(let piece) = parts[0] { return piece } else { return nil } }
    var text = ""
    for part in parts {
      guard case .literal(let piece) = part else { return nil }
      text += piece
    }
    return text
  }

  /// The word as one reads it, parameters as `‹name›`.
  public var text: String {
    if parts.count == 1, case .literal(let piece) = parts[0] { return piece }
    var text = ""
    for part in parts {
      switch part {
      case .literal(let piece): text += piece
      case .parameter(let name): text += "‹\(name)›"
      }
    }
    return text
  }

  /// Nothing but one parameter: any word could stand here.
  var isParameter: Bool {
    guard parts.count == 1, case .parameter = parts[0] else { return false }
    return true
  }
}
