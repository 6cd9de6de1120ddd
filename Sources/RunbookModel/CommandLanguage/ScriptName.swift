/// A script or target that nobody has read, judged by the words in its name.
enum ScriptName {
  static let source = "the words in its name"

  /// `./x`, `/x/y`, `~/x`, `scripts/x.sh`, `x.sh`
  static func isPath(_ word: String) -> Bool {
    if word.contains("://") { return false }
    if word.hasPrefix("./") || word.hasPrefix("/") || word.hasPrefix("~/") || word.hasPrefix("../") {
      return true
    }
    if word.contains(":\\") { return true }
    let hasEnding = endings.contains { word.hasSuffix($0) }
    return hasEnding || (word.contains("/") && !word.hasSuffix("/") && !word.contains(" "))
  }

  private static let endings = [
    ".sh", ".bash", ".py", ".pl", ".rb", ".js", ".ts", ".mjs", ".php", ".ps1", ".bat", ".cmd",
  ]

  /// A parameter stands in it, but words of its own too: `restore-<name>.sh`.
  static func hasWords(_ word: Word) -> Bool {
    word.parts.contains {
      if case .literal(let text) = $0 { text.contains(where: \.isLetter) } else { false }
    }
  }

  static func judge(_ path: String, arguments: [Word]) -> Judgement {
    let name = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
    let own = words(name)
    // Only a part of what is said to it, or a hostile text makes this slow.
    let said = arguments.prefix(64).compactMap(\.literal).filter { $0.utf8.count <= 80 }.flatMap(words)
    if let word = (own + said).first(where: isDestroying) {
      return judgement(.destroys, "its name says \(word)")
    }
    if own.contains("down"), arguments.contains(where: { ["-v", "--volumes"].contains($0.literal) }) {
      return judgement(.destroys, "down with its volumes deletes them")
    }
    let looks = own.first.map(looking.contains) ?? false && own.allSatisfy { !joints.contains($0) }
    let isChecked = own.last.map(checking.contains) ?? false
    let done = looks || isChecked ? own.filter { !(looks ? things : copies).contains($0) } : own
    if let word = done.first(where: changing.contains) ?? said.first(where: changing.contains) {
      return judgement(.interrupts, "its name says \(word); nobody has read it")
    }
    if own.contains(where: looking.contains) {
      return judgement(.observes, "its name says that it looks; nobody has read it")
    }
    if let word = arguments.first?.literal, asking.contains(word) {
      return judgement(.observes, "it is asked for its \(word); nobody has read it")
    }
    return judgement(.destroys, "nobody knows what \(name) does")
  }

  private static func judgement(_ effect: Effect, _ reason: String) -> Judgement {
    Judgement(effect: effect, reason: reason, source: source, isKnown: false)
  }

  static func isDestroying(_ word: String) -> Bool {
    destroying.contains(word) || stems.contains { word.hasPrefix($0) || word.hasSuffix($0) }
  }

  /// `lint:fix`, `resetDatabase`, `roll-back_db2` in lower-case words.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var current = ""
    var wasSmall = false
    for letter in name {
      let isLetter = letter.isLetter
      if !isLetter || (letter.isUppercase && wasSmall) {
        if !current.isEmpty { words.append(current.lowercased()) }
        current = ""
      }
      if isLetter { current.append(letter) }
      wasSmall = letter.isLowercase
    }
    if !current.isEmpty { words.append(current.lowercased()) }
    let pairs = zip(words, words.dropFirst()).compactMap { $0 == "roll" && $1 == "back" ? "rollback" : nil }
    return words + pairs
  }

  private static let destroying: Set<String> = [
    "restore", "rollback", "reset", "wipe", "drop", "purge", "delete", "destroy", "clean", "cleanup",
    "remove", "rm",
    "prune", "uninstall", "nuke", "flush", "truncate", "overwrite", "format", "erase", "kill", "force",
    "teardown",
    "revert", "downgrade", "clear", "del", "unlink", "decommission", "obliterate", "shred", "fresh",
    "recreate",
    "trim", "vacuum", "shrink", "expire",
    "reinstall", "reinit", "failover", "promote", "dropdb", "resetdb",
  ]

  /// Parts of a word that are enough: `dbreset`, `wiping`.
  private static let stems = [
    "wipe", "wiping", "reset", "delet", "destroy", "purg", "restor", "rollback", "nuke", "truncat",
    "uninstall",
    "prun", "eras", "cleanup", "overwrit", "dropdb", "dropall",
  ]

  private static let changing: Set<String> = [
    "start", "stop", "restart", "reload", "deploy", "redeploy", "build", "rebuild", "update", "upgrade",
    "backup",
    "export", "dump", "install", "setup", "test", "tests", "dev", "run", "serve", "migrate", "migration",
    "migrations", "sync", "pull", "push", "up", "down", "provision", "rotate", "renew", "seed", "init",
    "create",
    "enable", "disable", "smoke", "fix", "bootstrap", "configure", "generate", "gen", "publish", "release",
    "compile", "bundle", "watch", "preview", "import", "ingest", "worker", "server", "launch", "boot", "add",
    "set",
    "apply", "send", "notify", "scale", "warm", "warmup", "cache", "index", "reindex", "register", "unlock",
    "lock",
    "archive", "snapshot", "copy", "move", "prepare", "e2e", "unit", "integration", "coverage", "bench",
    "exec",
    "upload", "download", "fetch", "collect", "ship", "compress", "compact", "transfer",
    "write", "save", "switch", "patch", "refresh", "hook", "cron", "job", "activate",
  ]

  /// Behind a verb of looking these are what is looked at: `check_update_lag`, `list-backups`, `verify-cron`.
  private static let things: Set<String> = [
    "update", "upgrade", "backup", "dump", "export", "import", "snapshot", "archive", "sync", "migration",
    "migrations", "cache", "index", "job", "cron", "worker", "server", "release", "lock", "hook", "copy",
    "test", "tests", "integration", "coverage", "bundle", "image", "boot",
  ]

  /// `check-and-update.sh` does both.
  private static let joints: Set<String> = ["and", "then", "or", "und", "y", "et", "e"]

  /// In front of a check only what lies there is looked at: `update-verify.sh` does both.
  private static let copies: Set<String> = ["backup", "dump", "snapshot", "archive", "image", "copy"]

  /// Behind what is checked: `dump:verify`.
  private static let checking: Set<String> = ["verify", "check", "validate", "verification", "validation"]

  /// `service.sh status web` asks, whatever else it can do.
  private static let asking: Set<String> = ["status", "logs", "list", "version"]

  private static let looking: Set<String> = [
    "status", "health", "healthcheck", "check", "checks", "monitor", "list", "ls", "show", "logs", "log",
    "tail",
    "ping", "version", "info", "verify", "validate", "validation", "verification", "inspection", "lint",
    "diff", "plan", "dryrun", "help", "inspect",
    "typecheck",
    "doctor", "preflight", "stats", "report", "audit", "describe", "view",
  ]
}
