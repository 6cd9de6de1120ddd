import Findings
import RunbookModel

/// The words of a command that do what a named operation does, and whose they are.
struct CoveredCommand {
  let type: any Operation.Type
  /// The runner that it speaks to; nil for nginx.
  let kind: RunnerKind?
  /// The program that it names; nil where it names none.
  let word: Word?
  let fixed: [String: String]

  /// nil for what no named operation covers.
  init?(_ command: SimpleCommand, in stated: StatedCommand) {
    guard let program = command.program,
      let (kind, arguments) = Self.runner(program, command, stated)
    else { return nil }
    let texts = arguments.map(\.text)
    if kind == nil {
      guard Self.nginx.contains([program] + texts) else { return nil }
      self.init(ReloadNginx.self, nil, nil)
      return
    }
    guard let verb = texts.first, let kind else { return nil }
    let rest = arguments.dropFirst()
    switch (kind, verb) {
    case (.systemd, "reload") where texts == ["reload", "nginx"]: self.init(ReloadNginx.self, nil, nil)
    case (.supervisord, "reread") where rest.isEmpty: self.init(RereadSupervisor.self, nil, nil)
    case (.supervisord, "status") where rest.isEmpty: self.init(ServiceStatus.self, kind, nil)
    case (.supervisord, "tail") where rest.count == 1: self.init(ShowLog.self, kind, rest.first)
    case (.systemd, "status"), (.supervisord, "status"):
      let words = rest.filter { $0.text != "--no-pager" }
      guard words.count == 1 else { return nil }
      self.init(ServiceStatus.self, kind, words[0])
    case (_, "logs") where kind != .supervisord: self.init(log: rest, kind)
    default:
      guard let type = Self.verbs[verb], rest.count == 1 else { return nil }
      self.init(type, kind, rest.first)
    }
  }

  private init(
    _ type: any Operation.Type, _ kind: RunnerKind?, _ word: Word?, fixed: [String: String] = [:]
  ) {
    (self.type, self.kind, self.word, self.fixed) = (type, kind, word, fixed)
  }

  private static let verbs: [String: any Operation.Type] = [
    "restart": RestartService.self, "start": StartService.self, "stop": StopService.self,
  ]
  private static let nginx: [[String]] = [["nginx", "-s", "reload"], ["service", "nginx", "reload"]]

  /// With the words behind what only says which runner it is: `journalctl -u luci` is `logs -u luci` of systemd.
  private static func runner(
    _ program: String, _ command: SimpleCommand, _ stated: StatedCommand
  ) -> (RunnerKind?, [Word])? {
    switch program {
    case "nginx", "service": return (nil, command.arguments)
    case "supervisorctl": return (.supervisord, command.arguments)
    case "systemctl": return (.systemd, command.arguments)
    case "journalctl": return (.systemd, [Word(parts: [.literal("logs")])] + command.arguments)
    case "pm2": return (.pm2, command.arguments)
    case "docker" where command.arguments.first?.text != "compose": return (.docker, command.arguments)
    case "docker", "docker-compose":
      return ComposePlace.read(command, in: stated).map { (.docker, Array($0.1)) }
    default: return nil
    }
  }

  /// `-u luci -n 100 --no-pager -f`, `--tail=100 luci`: nothing but which one, how many lines, and that it goes on.
  private init?(log words: ArraySlice<Word>, _ kind: RunnerKind) {
    var rest = words, name: Word?, fixed: [String: String] = [:]
    while let word = rest.popFirst() {
      let parts = word.text.split(separator: "=", maxSplits: 1).map(String.init)
      switch parts.first ?? "" {
      case "-f", "--follow", "--no-pager", "-e", "--pager-end", "--nostream":
        guard parts.count == 1 else { return nil }
      case "-n", "--lines", "--tail":
        guard let count = parts.count == 2 ? parts[1] : rest.popFirst()?.text, Int(count) != nil else {
          return nil
        }
        fixed["lines"] = count
      case "-u", "--unit":
        guard kind == .systemd, name == nil else { return nil }
        if parts.count == 2 {
          guard word.literal != nil else { return nil }
          name = Word(parts: [.literal(parts[1])])
        } else {
          name = rest.popFirst()
        }
      default:
        guard kind != .systemd, name == nil, !word.text.hasPrefix("-") else { return nil }
        name = word
      }
    }
    // A log without a name is everybody's, and more lines than we show are another answer.
    guard let name, fixed["lines"].map({ (1...500).contains(Int($0) ?? 0) }) ?? true else { return nil }
    self.init(ShowLog.self, kind, name, fixed: fixed)
  }

  /// The service that its runner knows by a word; nil for none, and where the runbook gives the service another runner.
  func service(_ word: String, in runbook: Runbook) -> String? {
    guard let kind else { return nil }
    guard kind == .supervisord else { return runbook.service(of: kind, named: word)?.name.value }
    guard let name = Vocabulary.services.resolve(word, in: runbook),
      let service = runbook.service(named: name)
    else { return nil }
    let stated = runbook.runners.runners(of: service).map(\.kind)
    return stated.isEmpty || stated == [.supervisord] ? name : nil
  }

  /// Whether each word that can stand in its place is one of the services. supervisord's own refusal tells of others.
  func takes(_ parameter: StatedParameter, in word: Word, of runbook: Runbook) -> Bool {
    let mark = "‹\(parameter.name)›", text = word.text
    guard text.contains(mark) else { return false }
    if kind == .supervisord, text == mark { return true }
    guard let words = parameter.words else { return false }
    return words.allSatisfy {
      service(text == mark ? $0 : text.replacing(mark, with: $0), in: runbook) != nil
    }
  }
}
