/// A script that something runs by its path: what it is, its first line, and who may execute it.
public struct Script: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public struct Contents: Hashable, Sendable {
    public var attributes: FileAttributes
    /// The first line, carriage return included; nil where the text may not be read.
    public var firstLine: String?

    public init(attributes: FileAttributes, firstLine: String?) {
      self.attributes = attributes
      self.firstLine = firstLine
    }
  }

  public func ask(_ server: any Server) async -> Observation<Contents?> {
    switch await PathAttributes(path: path).ask(server) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(nil): return .seen(nil)
    case .seen(let attributes?):
      guard case .seen(.text(let text)) = await server.look(.text(path: path)) else {
        return .seen(Contents(attributes: attributes, firstLine: nil))
      }
      let line = text.unicodeScalars.prefix { $0 != "\n" }
      return .seen(Contents(attributes: attributes, firstLine: String(String.UnicodeScalarView(line))))
    }
  }
}
