/// The version that a program says it has, `1.22.1`: nil where it is not installed.
public struct ProgramVersion: Probe {
  public var program: VersionedProgram

  public init(_ program: VersionedProgram) {
    self.program = program
  }

  public func ask(_ server: any Server) async -> Observation<String?> {
    switch await server.look(.command(.version(program))) {
    case .unseen(let blindness) where blindness.reason == .missingProgram: .seen(nil)
    case .unseen(let blindness): .unseen(blindness)
    case .seen(.output(let answer)):
      Self.read(answer.output + "\n" + answer.errors).map { .seen($0) }
        ?? .unseen(Blindness(.malformed, "\(program.rawValue) does not say its version"))
    case .seen: .unseen(Blindness(.malformed, "\(program.rawValue): no answer"))
    }
  }

  /// `nginx version: nginx/1.22.1`, `Sudo version 1.9.13p3`, `rclone v1.75.0`: the first word with a number and a dot.
  static func read(_ text: String) -> String? {
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "/" || $0 == "," }) {
      let version = word.hasPrefix("v") ? word.dropFirst() : word
      guard version.first?.isNumber == true, version.contains("."), version.count <= 40 else { continue }
      return String(version)
    }
    return nil
  }
}
