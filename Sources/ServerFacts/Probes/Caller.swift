/// Who is looking.
public struct Caller: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<Account> {
    await server.look(.caller).flatMap { seen in
      guard case .caller(let account) = seen else { return .unseen(Blindness(.malformed, "no account")) }
      return .seen(account)
    }
  }
}
