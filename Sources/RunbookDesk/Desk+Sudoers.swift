import Findings
public import Operations
import RunbookModel
import ServerFacts

extension Desk {
  /// The lines of a sudoers file with which an account can run every operation of this runbook.
  ///
  /// - Parameter user: the account; nil for the calling one, or where root asks for the one that the jobs run as.
  public func sudoers(user: String?) async throws -> SudoersLines {
    let door = try openDoor()
    try refuseExposed()
    let account = try await accountForSudo(user)
    var lines = try await SudoersLines(runbook, for: account, on: server)
    if try await trusted(door)?.chapters != present {
      lines.comment("nobody has trusted this text of \(file): read the lines before root does")
    }
    if let fault = try await door.sudoersFault(lines.text) {
      throw Fault(.internalError, "visudo does not take the lines, so none is shown: \(fault)")
    }
    return lines
  }

  private func accountForSudo(_ user: String?) async throws -> Account {
    let caller = try await caller()
    if user == nil, caller.uid != 0 { return caller }
    let name = try user ?? jobsAccount()
    guard case .seen(.account(let account)) = await server.look(.account(name: name)) else {
      throw Refusal(.argument, "there is no account \(WorldText.clean(String(name.prefix(60))))")
    }
    guard account.uid != 0 else { throw Refusal(.argument, "\(account.name) is root and needs no sudo") }
    return account
  }

  private func jobsAccount() throws(Refusal) -> String {
    let names = Set(runbook.schedules.compactMap(\.user) + runbook.services.compactMap { $0.user?.value })
      .subtracting(["root"]).sorted()
    guard names.count == 1, let name = names.first else {
      throw Refusal(
        .argument,
        names.isEmpty ? "\(file) names no account that its jobs run as" : "\(file) names several accounts",
        accepted: names, help: "runbook sudoers --user NAME")
    }
    return name
  }
}
