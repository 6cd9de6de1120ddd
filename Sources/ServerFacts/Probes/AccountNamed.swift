/// An account by its name: nil where there is none.
public struct AccountNamed: Probe {
  public var name: String

  public init(_ name: String) {
    self.name = name
  }

  public func ask(_ server: any Server) async -> Observation<Account?> {
    await server.look(.account(name: name)).flatMap { seen in
      switch seen {
      case .absent: .seen(nil)
      case .account(let account): .seen(account)
      default: .unseen(Blindness(.malformed, "\(name): no account"))
      }
    }
  }
}
