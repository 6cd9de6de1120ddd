import ServerFacts

/// A program as it lies on the disk: replaced between plan and run, the plan is stale.
public struct ProgramFile: Hashable, Sendable {
  public var path: String
  /// Owner, mode, size and time of the last change; of a link also where it leads.
  public var state: String

  /// As many links as the kernel follows is more than any program has.
  private static let mostLinks = 8

  /// Refuses a program that is not there, or that somebody besides root and the caller can replace: whoever can would
  /// run as the caller.
  static func read(_ path: String, caller: Int, by facts: Facts) async throws(Refusal) -> ProgramFile {
    var states: [String] = [], next = path
    for _ in 0..<mostLinks {
      let attributes = try await attributes(next, by: facts)
      states.append(
        "\(attributes.uid) \(String(attributes.mode, radix: 8)) \(attributes.size) \(attributes.modified)")
      guard attributes.kind == .link, let target = attributes.target else {
        guard [0, caller].contains(attributes.uid), attributes.mode & 0o022 == 0 else {
          throw Refusal(
            .notPossible, "\(next) can be replaced by others than root and this account, so it is not run",
            help: "chown root \(next) && chmod go-w \(next)")
        }
        return ProgramFile(path: path, state: states.joined(separator: " -> "))
      }
      next = target.hasPrefix("/") ? target : next.folder + target
      states.append(next)
    }
    throw Refusal(.notPossible, "\(path): too many links")
  }

  private static func attributes(_ path: String, by facts: Facts) async throws(Refusal) -> FileAttributes {
    switch await facts.ask(PathAttributes(path: path)) {
    case .seen(let attributes?): return attributes
    case .seen(nil): throw Refusal(.notPossible, "\(path) is not there, so it cannot be run")
    case .unseen(let blindness):
      throw Refusal(
        .notPossible, "\(path) cannot be seen (\(blindness.reason.words)), so it is not run",
        said: [blindness.text])
    }
  }
}

extension StringProtocol {
  /// Up to and with the last slash.
  fileprivate var folder: String { String(self[...(lastIndex(of: "/") ?? startIndex)]) }
}
