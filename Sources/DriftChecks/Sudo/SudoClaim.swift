import Findings
import RunbookModel

/// What a runbook says of sudo: the file it names, and the accounts that its jobs run as.
struct SudoClaim {
  /// The files below `/etc/sudoers.d` and `/etc/sudoers` that it names.
  var files: [Located<String>]
  /// Accounts other than root, each once.
  var users: [String]

  init(_ runbook: Runbook) {
    files = runbook.statedPaths(below: "/etc/sudoers")
    var seen: Set<String> = ["root"]
    users = (runbook.schedules.compactMap(\.user) + runbook.services.compactMap { $0.user?.value })
      .filter { seen.insert($0).inserted }
  }

  /// The claim on what an account may do stands where the file is named, as that file's own name says, or as the only.
  func place(of user: String) -> Located<String>? {
    files.first { $0.value.split(separator: "/").last == user[...] } ?? files.first
  }

  static func address(_ user: String) -> Address { Address("sudo", user, "grants") }
}
