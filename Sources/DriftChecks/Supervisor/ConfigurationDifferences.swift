import Findings
import ServerFacts

/// What a program's file says otherwise than supervisord has it loaded, or than its process was started with.
///
/// Texts are compared as supervisord understands them: a comment, a blank, another order or `on` for `true` is none.
struct ConfigurationDifferences {
  var file: ConfiguredProgram
  var loaded: LoadedProgram
  var process: RunningProcess?

  /// What supervisord takes where a file says nothing.
  private static let defaults = [
    "autostart": "true", "startsecs": "1", "startretries": "3", "stopwaitsecs": "10",
    "redirect_stderr": "false", "priority": "999",
  ]

  /// supervisord gives it to every process; without it the environment is not the one it was started with.
  static let mark = "SUPERVISOR_ENABLED"

  func evidence(_ facts: Facts) async -> Observation<[Evidence]> {
    var found = settings
    switch await user(facts) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let evidence): found += evidence
    }
    return await environment(facts).map { found + $0 }
  }

  private var settings: [Evidence] {
    var found = [
      difference("command", loaded.command, otherwise: nil),
      difference("directory", loaded.directory ?? "none", otherwise: "none"),
    ]
    for (name, value) in loaded.settings.sorted(by: { $0.key < $1.key }) {
      let otherwise = name == "killasgroup" ? setting("stopasgroup") ?? "false" : Self.defaults[name]
      if name == "stdout_logfile", setting(name)?.hasPrefix("/") != true { continue }
      found.append(difference(name, value, otherwise: otherwise))
    }
    return found.compactMap { $0 }
  }

  /// - Parameter otherwise: what holds without the setting; nil where that cannot be told.
  private func difference(_ name: String, _ loaded: String, otherwise: String?) -> Evidence? {
    guard !file.unseen.contains(name), let wanted = setting(name) ?? otherwise,
      Self.plain(wanted, like: loaded) != Self.plain(loaded, like: loaded)
    else { return nil }
    return evidence(name, "\(name)=\(wanted), loaded: \(loaded)")
  }

  private func setting(_ name: String) -> String? { file.settings[name]?.value }

  private func evidence(_ name: String, _ text: String) -> Evidence {
    let place = file.settings[name].map { "\($0.file):\($0.line)" } ?? "\(file.file):\(file.line)"
    return Evidence(source: place, text: text)
  }

  private static func plain(_ text: String, like other: String) -> String {
    if other == "true" || other == "false", let flag = ConfiguredProgram.flag(text) { return "\(flag)" }
    if Int(other) != nil, let number = Int(text) { return "\(number)" }
    if text.contains(","), other.allSatisfy({ $0.isNumber || $0 == "," }) {
      return text.filter { !$0.isWhitespace }
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A file that was read and not taken over shows in the process only: it has the old account still.
  private func user(_ facts: Facts) async -> Observation<[Evidence]> {
    guard !file.unseen.contains("user") else { return .seen([]) }
    guard let name = setting("user") else {
      guard let uid = loaded.uid else { return .seen([]) }
      return .seen([evidence("user", "no user=, loaded: uid \(uid)")])
    }
    let wanted: Int
    switch await facts.ask(AccountNamed(name)) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let account):
      // An account that is not there makes the file unreadable, which another check tells.
      guard let uid = account?.uid ?? Int(name) else { return .seen([]) }
      wanted = uid
    }
    if wanted != loaded.uid {
      return .seen([evidence("user", "user=\(name), loaded: \(loaded.uid.map { "uid \($0)" } ?? "none")")])
    }
    let first = loaded.command.split(separator: " ").first?.split(separator: "/").last ?? ""
    guard let process, process.uid != wanted, wanted != 0, !["sudo", "su"].contains(first) else {
      return .seen([])
    }
    return .seen([evidence("user", "user=\(name), in force: uid \(process.uid)")])
  }

  /// What the file would set, against what the process was started with. What is secret is left out on both sides.
  private func environment(_ facts: Facts) async -> Observation<[Evidence]> {
    let wanted = file.environment
    guard let process, !wanted.isEmpty else { return .seen([]) }
    let names = (wanted.keys + [Self.mark]).sorted()
    return await facts.ask(EnvironmentValues(pid: process.pid, names: names)).map { values in
      guard let values, values[Self.mark] != nil else { return [] }
      return wanted.sorted { $0.key < $1.key }.compactMap { name, value in
        guard values[name] != value, values[name]?.contains(SecretMask.dots) != true else { return nil }
        return evidence("environment", "\(name)=\(value), in force: \(values[name] ?? "not set")")
      }
    }
  }
}
