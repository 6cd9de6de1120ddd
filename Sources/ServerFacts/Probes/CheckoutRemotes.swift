/// The addresses that a checkout fetches from, by the remote's name: nil where the folder is no checkout.
public struct CheckoutRemotes: Probe {
  public var folder: String

  public init(folder: String) {
    self.folder = folder
  }

  public func ask(_ server: any Server) async -> Observation<[String: String]?> {
    await server.look(.command(.gitRemotes(folder: folder))).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "git remote in \(folder): no answer"))
      }
      guard answer.status == 0 else {
        if answer.errors.contains("not a git repository") { return .seen(nil) }
        return .unseen(Blindness(.malformed, "git remote in \(folder): status \(answer.status)"))
      }
      var remotes: [String: String] = [:]
      for line in answer.output.split(whereSeparator: \.isNewline) where line.hasSuffix("(fetch)") {
        let parts = line.split { $0 == "\t" || $0 == " " }
        if parts.count == 3 { remotes[String(parts[0])] = String(parts[1]) }
      }
      return .seen(remotes)
    }
  }
}
