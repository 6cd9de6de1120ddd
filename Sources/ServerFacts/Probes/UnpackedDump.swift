/// The beginning and the end of what a gzip archive holds, when it is whole.
public struct UnpackedDump: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public enum Fact: Hashable, Sendable {
    case whole(String)
    /// gzip's own words: `unexpected end of file`, `crc error`.
    case broken(String)
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    await server.look(.command(.unpacked(path: path))).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "gzip -dc \(path): no answer"))
      }
      // 2 is a warning: all was unpacked.
      if answer.status == 0 || answer.status == 2 { return .seen(.whole(answer.output)) }
      let words = answer.errors.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      let breaks = [
        "unexpected end of file", "crc error", "length error", "not in gzip format", "format violated",
      ]
      if breaks.contains(where: { answer.errors.contains($0) }) { return .seen(.broken(words)) }
      let reason: Blindness.Reason = words.contains("ermission denied") ? .permission : .malformed
      return .unseen(Blindness(reason, "gzip -dc \(path): \(words)"))
    }
  }
}
