import Glibc
import ServerFacts

/// Looks at the accounts of the system, through whatever name service it uses.
enum AccountLooks {
  static func account(_ name: String) -> Observation<Seen> {
    switch entry({ getpwnam_r(name, $0, $1, $2, $3) }, subject: "account \(name)") {
    case .seen(let found): .seen(found.map { .account(withGroups($0)) } ?? .absent)
    case .unseen(let blindness): .unseen(blindness)
    }
  }

  /// The account with a number, its groups among the rest; nil where none has it.
  static func account(uid: Int) -> Account? {
    guard
      case .seen(let found?) = entry(
        { getpwuid_r(uid_t(uid), $0, $1, $2, $3) }, subject: "account \(uid)")
    else { return nil }
    return withGroups(found)
  }

  /// Whoever we act as. An account without a passwd entry has its number as name.
  static func caller() -> Account {
    let uid = geteuid()
    var groups = [gid_t](repeating: 0, count: Int(max(getgroups(0, nil), 0)))
    let count = getgroups(Int32(groups.count), &groups)
    let others = Set(groups.prefix(Int(max(count, 0))).map(Int.init)).subtracting([Int(getegid())]).sorted()
    let entry = entryOfCaller()
    return Account(
      name: entry?.name ?? "\(uid)", uid: Int(uid), gid: Int(getegid()), home: entry?.home ?? "/",
      groups: others)
  }

  /// The home folder by the passwd entry and never by an environment variable.
  static func homeOfCaller() -> String { entryOfCaller()?.home ?? "/" }

  private static func entryOfCaller() -> Account? {
    guard case .seen(let account) = entry({ getpwuid_r(geteuid(), $0, $1, $2, $3) }, subject: "caller") else {
      return nil
    }
    return account
  }

  private typealias Search = (
    UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  ) -> Int32

  private static func entry(_ search: Search, subject: String) -> Observation<Account?> {
    var size = 4096
    while true {
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
      defer { buffer.deallocate() }
      var record = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let failure = search(&record, buffer, size, &found)
      switch failure {
      case ERANGE where size < 1 << 20: size *= 2
      case 0, ENOENT, ESRCH, EBADF, EPERM:
        guard found != nil, let name = record.pw_name, let home = record.pw_dir else { return .seen(nil) }
        return .seen(
          Account(
            name: String(cString: name), uid: Int(record.pw_uid), gid: Int(record.pw_gid),
            home: String(cString: home)))
      default: return .unseen(SystemFault(failure, subject).blindness)
      }
    }
  }

  private static func withGroups(_ account: Account) -> Account {
    var account = account
    var count: Int32 = 64
    var groups = [gid_t](repeating: 0, count: Int(count))
    if getgrouplist(account.name, gid_t(account.gid), &groups, &count) < 0 {
      groups = [gid_t](repeating: 0, count: Int(count))
      getgrouplist(account.name, gid_t(account.gid), &groups, &count)
    }
    account.groups = Set(groups.prefix(Int(count)).map(Int.init)).subtracting([account.gid]).sorted()
    return account
  }
}
