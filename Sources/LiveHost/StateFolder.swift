import Glibc
public import Operations
import ServerFacts

/// Where what must outlive a run is kept: journal, locks, trust.
public enum StateFolder {
  static let ofTheSystem = "/var/lib/runbook"

  /// `/var/lib/runbook/UID` where root has made the first part or we are root; otherwise a folder in the home
  /// that the passwd entry names. No environment variable moves it, since whoever sets one could hide a
  /// journal.
  public static func path() throws(Fault) -> String {
    let own = "\(ofTheSystem)/\(geteuid())"
    if isOurs(own) { return own }
    var status = stat()
    let isThere = stat(ofTheSystem, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    if geteuid() == 0 || isThere {
      do throws(Fault) {
        if !isThere { try makeFolder(ofTheSystem, mode: 0o755) }
        try make(own)
        return own
      } catch {
        // Root has not given this account a folder of its own there.
        guard error.kind == .permission, geteuid() != 0 else { throw error }
      }
    }
    var path = AccountLooks.homeOfCaller()
    for (name, mode) in [(".local", mode_t(0o755)), ("state", 0o755), ("runbook", 0o700)] {
      path += "/\(name)"
      try makeFolder(path, mode: mode)
    }
    try check(path)
    return path
  }

  /// The folder of another account, as `path` finds it for that account itself; nothing is made.
  static func path(of name: String) throws(Fault) -> String {
    guard case .seen(.account(let account)) = AccountLooks.account(name) else {
      throw Fault(.unavailable, "there is no account of that name")
    }
    return path(of: uid_t(account.uid), home: account.home)
  }

  private static func path(of user: uid_t, home: @autoclosure () -> String) -> String {
    let own = "\(ofTheSystem)/\(user)"
    return access(own, F_OK) == 0 ? own : "\(home())/.local/state/runbook"
  }

  /// Root's own folder that others read, and the one that it lies in.
  static func makeForEverybody(_ path: String) throws(Fault) {
    try make(RunbookSearch.split(path).folder, mode: 0o755)
    try make(path, mode: 0o755)
  }

  /// Makes a folder that only we can write, or proves that the one that is there is.
  static func make(_ path: String, mode: mode_t = 0o700) throws(Fault) {
    try makeFolder(path, mode: mode)
    try check(path)
  }

  private static func makeFolder(_ path: String, mode: mode_t) throws(Fault) {
    if mkdir(path, mode) == 0 {
      // Whatever mask we run under.
      chmod(path, mode)
      do throws(SystemFault) { try synchronizeFolder(RunbookSearch.split(path).folder) } catch {
        throw error.fault
      }
    } else if errno != EEXIST {
      throw SystemFault(errno, path).fault
    }
  }

  /// As sshd does with its folders: what others can write, nobody can believe.
  private static func check(_ path: String) throws(Fault) {
    guard !isOurs(path) else { return }
    guard access(path, F_OK) == 0 else { throw SystemFault(errno, path).fault }
    throw Fault(.permission, "\(path): not a folder that is ours and that only we can write")
  }

  private static func isOurs(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o022 == 0
  }
}

extension StateFolder {
  /// Where a person's yes to a runbook is written down, root's and the caller's, with the folders around it, in which it
  /// may be made later; nothing is made.
  public static var trustFolders: [String] {
    let own = path(of: geteuid(), home: AccountLooks.homeOfCaller())
    return [ofTheSystem]
      + [FileState.ofRoot, own].flatMap { [$0, "\($0)/\(StateItem.Folder.trust.rawValue)"] }
  }
}
