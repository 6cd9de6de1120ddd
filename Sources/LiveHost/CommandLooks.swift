import Findings
import Glibc
import JSON
import Operations
import ServerFacts

/// The few programs that answer a question and change nothing.
enum CommandLooks {
  /// How long a program may take. A remote that does not answer is given up a little earlier, so that it is the
  /// program which says why.
  static let seconds = 5
  static let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin"]

  static func run(_ command: ReadOnlyCommand, _ recall: Recall) -> Observation<Seen> {
    do throws(Blindness) {
      return try CommandRequest(command).run(recall)
    } catch {
      return .unseen(error)
    }
  }
}

/// What is started for a question: the words, the account they run as, and how their answer is taken.
private struct CommandRequest {
  var program: String
  var arguments: [String]
  var account: Account?
  var variables: [String: String] = [:]
  var limit = 256 * 1024
  var longestLine = WorldText.longestLine
  /// What of its output is taken.
  var taken: ([UInt8]) -> [UInt8] = { $0 }

  init(_ command: ReadOnlyCommand) throws(Blindness) {
    switch command {
    case .ownCrontab: self.init("crontab", ["-l"])
    case .nginxConfigurationTest: self.init("nginx", ["-t"])
    case .sudoAllows(let words): self.init("sudo", ["-n", "-l", "--"] + words)
    case .sudoGrants(let user): self.init("sudo", try Self.sudoGrants(user))
    case .sudoersSyntax(let path): self.init("visudo", ["--check", "--file=\(try StatedName.path(path))"])
    case .unpacked(let path):
      self.init("gzip", ["-dc", try StatedName.path(path)])
      limit = 8192
    case .gitStatus(let folder):
      try self.init(git: folder, ["status", "--porcelain=v2", "--branch", "--untracked-files=normal"])
    case .gitRemotes(let folder): try self.init(git: folder, ["remote", "-v"])
    case .gitUpstream(let folder, let remote, let branch):
      try self.init(
        git: folder, ["ls-remote", "--heads", "--", try StatedName.word(remote), try StatedName.word(branch)])
    case .rcloneRemotes(let account): try self.init("rclone", ["listremotes"], as: account)
    case .remoteFolder(let remote, let account):
      try self.init(
        "rclone",
        ["lsjson", "--retries", "1", "--low-level-retries", "1", "--contimeout", "3s", "--timeout", "4s"]
          + ["--", try StatedName.remote(remote)], as: account)
      limit = 16 * 1024 * 1024
    case .databaseAnswers(let name, let host, let role, let account):
      try self.init("psql", try Self.connection(name, host, role), as: account)
      variables["PGCONNECT_TIMEOUT"] = "3"
    case .systemdUnit(let name):
      self.init(
        "systemctl",
        ["show", "--no-pager", "--property=\(Self.unitProperties)", "--", try StatedName.word(name)])
    case .containers:
      self.init("docker", ["ps", "--all", "--no-trunc", "--format", "json"])
      longestLine = limit
    case .containerState(let name):
      self.init(
        "docker",
        ["inspect", "--type", "container", "--format", "{{json .State}}", "--", try StatedName.word(name)])
      longestLine = limit
    case .pm2Processes(let account):
      try self.init(pm2: account, ["jlist"])
      limit = Self.longLog
      longestLine = limit
      taken = Self.withoutEnvironment
    case .unitJournal, .containerLog, .pm2Log: try self.init(log: command)
    case .version(let program): self.init(program.rawValue, [Self.versionWord(program)])
    }
  }

  private static func versionWord(_ program: VersionedProgram) -> String {
    switch program {
    case .nginx: "-v"
    case .sudo: "-V"
    case .rclone: "version"
    case .supervisord, .git, .psql: "--version"
    }
  }

  /// Some ten thousand lines.
  private static let longLog = 16 * 1024 * 1024

  private init(log command: ReadOnlyCommand) throws(Blindness) {
    switch command {
    case .unitJournal(let name, let lines, let since):
      let span = since.map { ["--since", "@\($0)"] } ?? []
      self.init(
        "journalctl",
        ["--quiet", "--no-pager", "--output", "short-iso", "--lines", "\(lines)"] + span
          + ["--unit", try StatedName.word(name)])
    case .containerLog(let name, let lines, let since):
      let span = since.map { ["--since", "\($0)"] } ?? []
      self.init(
        "docker",
        ["logs", "--timestamps", "--tail", "\(lines)"] + span + ["--", try StatedName.word(name)])
    case .pm2Log(let account, let name, let lines):
      try self.init(
        pm2: account,
        ["logs", try StatedName.word(name), "--nostream", "--out", "--raw", "--lines", "\(lines)"])
    default: throw Blindness(.malformed, "\(command) is no log")
    }
    limit = Self.longLog
  }

  /// `pm2 jlist` tells the whole environment of each process, with every secret in it.
  private static func withoutEnvironment(_ output: [UInt8]) -> [UInt8] {
    let lines = output.split(separator: 0x0A)
    guard let array = lines.last(where: { $0.first == UInt8(ascii: "[") }),
      let processes = (try? JSON.parse(Array(array)))?.asArray
    else { return [] }
    func members(_ names: [String], of json: JSON) -> JSONObject {
      JSONObject(names.compactMap { name in json[name].map { (name, $0) } })
    }
    let kept = processes.map { process -> JSON in
      var one = members(PM2Process.members, of: process)
      one["pm2_env"] = process["pm2_env"].map {
        .object(members(PM2Process.environmentMembers, of: $0))
      }
      return .object(one)
    }
    return Array(JSON.array(kept).text().utf8)
  }

  private static let unitProperties =
    "Id,LoadState,ActiveState,SubState,Result,UnitFileState,NeedDaemonReload,NRestarts,MainPID,FragmentPath,User,"
    + "InvocationID,ExecMainStatus,ExecMainStartTimestamp,NextElapseUSecRealtime,LastTriggerUSec"

  private init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  private init(_ program: String, _ arguments: [String], as name: String) throws(Blindness) {
    self.init(program, arguments)
    account = try Self.account(named: name)
  }

  /// git refuses the checkout of another, so its owner asks. Nothing that the repository configures is started.
  private init(git folder: String, _ arguments: [String]) throws(Blindness) {
    let folder = try StatedName.path(folder)
    self.init("git", ["--no-optional-locks", "-C", folder] + arguments)
    account = try Self.owner(of: folder)
    variables = [
      "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
      "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=3",
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "false",
      "GIT_CONFIG_KEY_1": "core.hooksPath", "GIT_CONFIG_VALUE_1": "/dev/null",
    ]
  }

  /// pm2 starts its daemon where none runs, and would thus change something.
  private init(pm2 name: String, _ arguments: [String]) throws(Blindness) {
    try self.init("pm2", arguments, as: name)
    let home = account?.home ?? AccountLooks.homeOfCaller()
    guard case .seen(.text(let text)) = FileLooks.text("\(home)/.pm2/pm2.pid"),
      let pid = Int(text.filter(\.isNumber)), kill(pid_t(pid), 0) == 0 || errno == EPERM
    else { throw Blindness(.unreachable, "no PM2 daemon of \(name) runs") }
  }

  func run(_ recall: Recall) throws(Blindness) -> Observation<Seen> {
    let name = program
    let paths = CommandLooks.folders.map { $0 + "/" + name }
    guard let path = paths.first(where: { (path: String) in access(path, X_OK) == 0 }) else {
      throw Blindness(
        .missingProgram, "\(name) is in none of \(CommandLooks.folders.joined(separator: ", "))")
    }
    var environment = CommandEnvironment.variables()
    if let account { environment["HOME"] = account.home }
    environment.merge(variables) { $1 }
    let result: ChildResult
    do throws(Fault) {
      result = try ChildProcess.run(
        words: [path] + arguments, environment: environment,
        seconds: CommandLooks.seconds, limit: limit, account: account, recall: recall)
    } catch {
      throw Blindness(error.kind == .permission ? .permission : .unreachable, error.text)
    }
    guard !result.timedOut else {
      throw Blindness(.timeout, "\(path) did not end in \(CommandLooks.seconds) s")
    }
    let answer = CommandOutput(
      status: result.status,
      output: SecretMask.mask(WorldText.clean(taken(result.output), longestLine: longestLine)),
      errors: SecretMask.mask(WorldText.clean(result.errors)))
    if let blindness = Self.blindness(in: answer.errors) { throw blindness }
    return .seen(.output(answer))
  }

  /// What programs say when it is not the thing asked about that fails.
  private static func blindness(in errors: String) -> Blindness? {
    let first = String(errors.split(whereSeparator: \.isNewline).first ?? "")
    let absent = [
      "not been booted with systemd", "Failed to connect to bus", "Cannot connect to the Docker daemon",
    ]
    if absent.contains(where: { first.contains($0) }) { return Blindness(.unreachable, first) }
    let refused = [
      "permission denied while trying to connect to the Docker daemon", "dubious ownership",
      "No journal files were opened due to insufficient permissions",
    ]
    if refused.contains(where: { first.contains($0) }) { return Blindness(.permission, first) }
    return nil
  }

  private static func sudoGrants(_ user: String) throws(Blindness) -> [String] {
    if user == AccountLooks.caller().name { return ["-n", "-l"] }
    guard geteuid() == 0 else {
      throw Blindness(.permission, "only root may see what \(user) may do by sudo")
    }
    return ["-n", "-l", "-U", try StatedName.word(user)]
  }

  private static func connection(_ name: String, _ host: String?, _ role: String?) throws(Blindness)
    -> [String]
  {
    var words = ["--no-psqlrc", "--no-password", "--no-align", "--tuples-only"]
    words.append("--dbname=\(try StatedName.word(name))")
    if let host { words.append("--host=\(try StatedName.word(host))") }
    if let role { words.append("--username=\(try StatedName.word(role))") }
    return words + ["--command=SELECT 1"]
  }

  /// nil for ourselves. Only root can look as another.
  private static func account(named name: String) throws(Blindness) -> Account? {
    if name == AccountLooks.caller().name { return nil }
    guard case .seen(.account(let account)) = AccountLooks.account(name) else {
      throw Blindness(.unreachable, "there is no account \(name) to look as")
    }
    guard geteuid() == 0 else { throw Blindness(.permission, "only root can look as \(name)") }
    return account
  }

  private static func owner(of folder: String) throws(Blindness) -> Account? {
    // A link's own owner is nobody's business: git looks at the folder.
    var status = stat()
    guard stat(folder, &status) == 0 else { throw SystemFault(errno, folder).blindness }
    if status.st_uid == geteuid() { return nil }
    guard geteuid() == 0 else { throw Blindness(.permission, "\(folder) belongs to another account") }
    guard let account = AccountLooks.account(uid: Int(status.st_uid)) else {
      throw Blindness(.unreachable, "\(folder) belongs to uid \(status.st_uid), which no account has")
    }
    return account
  }
}

/// Words from a runbook that become arguments of a program: none that could be an option, or a little language of its
/// own.
private enum StatedName {
  static func path(_ path: String) throws(Blindness) -> String {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else { throw refused(path, "an absolute path") }
    return path
  }

  /// A name of a database, an account, a host, a unit or a branch. psql would take `name=value` and `scheme://` for
  /// settings.
  static func word(_ word: String) throws(Blindness) -> String {
    let allowed = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || isLetter(byte) || byte >= 0x80 || "._-/@\\:".utf8.contains(byte)
    }
    guard allowed, !word.isEmpty, !word.hasPrefix("-"), !word.contains("://") else {
      throw refused(word, "a name")
    }
    return word
  }

  /// `r2:my-backups/postgres`. A remote given by its settings (`:sftp,ssh=…:`) can start a program.
  static func remote(_ remote: String) throws(Blindness) -> String {
    let name = remote.prefix { $0 != ":" }
    guard !name.isEmpty, name.utf8.count < remote.utf8.count, !name.hasPrefix("-"),
      name.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) || "_-.+@ ".utf8.contains($0) }),
      !remote.utf8.contains(0)
    else { throw refused(remote, "a remote such as name:folder") }
    return remote
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func refused(_ text: String, _ wanted: String) -> Blindness {
    Blindness(.malformed, "not \(wanted): \(WorldText.clean(String(text.prefix(80))))")
  }
}

/// The environment every program gets from us: built from nothing.
enum CommandEnvironment {
  static func variables() -> [String: String] {
    [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME": AccountLooks.homeOfCaller(), "LANG": "C.UTF-8",
    ]
  }
}
