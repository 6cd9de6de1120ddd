/// Whether sudo runs exactly these words as root for whoever looks, without a password.
public struct SudoPermission: Probe {
  public var words: [String]

  public init(words: [String]) {
    self.words = words
  }

  public func ask(_ server: any Server) async -> Observation<Bool> {
    await server.look(.command(.sudoAllows(words: words))).flatMap { seen in
      guard case .output(let answer) = seen else { return .unseen(Blindness(.malformed, "sudo: no answer")) }
      return .seen(answer.status == 0)
    }
  }
}
