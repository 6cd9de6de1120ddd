import Findings
public import RunbookModel

/// What the rules of a runbook say to a plan: "never restart luci", "ask before reloading nginx", a path that must stay.
///
/// A rule that names a command or a path speaks of plans with those words. One that names neither, or one word only,
/// speaks of a plan when its sentence has the operation's verb and the subject's name. In doubt it speaks: a rule that
/// was written in earnest and misread costs a question, one that was overlooked costs the data.
public struct RuleGate {
  let rules: [Rule]

  public init(rules: [Rule]) {
    self.rules = rules
  }

  /// The first rule that forbids it.
  public func forbids(_ plan: Plan, _ aliases: [String]) -> Rule? {
    rules.first { $0.demand != .needsApproval && speaks($0, of: plan, aliases) }
  }

  /// The rules that want a person's yes.
  public func wantsApproval(_ plan: Plan, _ aliases: [String]) -> [Rule] {
    rules.filter { $0.demand == .needsApproval && speaks($0, of: plan, aliases) }
  }

  private func speaks(_ rule: Rule, of plan: Plan, _ aliases: [String]) -> Bool {
    let words = Self.words(rule.name.value)
    let isSentence = rule.name.value == rule.sentence.value
    if rule.demand == .protects {
      return plan.steps.contains { step in
        step.effect > .observes
          && Self.lines(step).contains { $0.contains { Self.lies($0, in: rule.name.value) } }
      }
    }
    if !isSentence, plan.steps.contains(where: { Self.lines($0).contains { Self.starts($0, words) } }) {
      return true
    }
    // "Never restart `luci`" names the service, and no command.
    guard isSentence || words.count == 1 else { return false }
    let said = Self.words(rule.sentence.value).map { $0.lowercased().trimmed }
    guard let verb = plan.operation.split(separator: "-").first, said.contains(where: { $0.hasPrefix(verb) })
    else { return false }
    return aliases.contains { said.contains($0.lowercased()) }
  }

  /// The words of a step as somebody would have typed them, without what only starts them.
  private static func lines(_ step: Step) -> [[String]] {
    switch step.deed {
    case .run(let words): [composed([words.program.baseName] + words.arguments)]
    case .supervisor(.start, let program, _):
      [["supervisorctl", "start", program], ["supervisorctl", "restart", program]]
    case .supervisor(.stop, let program, _):
      [["supervisorctl", "stop", program], ["supervisorctl", "restart", program]]
    case .pipe(let piped):
      piped.stages.map { stage in
        let words = stage.words.drop { ["sudo", "env"].contains($0.baseName) || $0.hasPrefix("-") }
        return (words.first.map { [$0.baseName] } ?? []) + words.dropFirst()
          + stage.redirects.compactMap(\.path)
      }
    case .show: []
    }
  }

  /// A rule's `sudo supervisorctl restart` speaks of every line that begins so; `<name>` stands for any word.
  private static func starts(_ line: [String], _ rule: [String]) -> Bool {
    let words = composed(Array(rule.drop { $0 == "sudo" || $0.hasPrefix("-") }))
    guard !words.isEmpty, words.count <= line.count else { return false }
    return zip(words, line).allSatisfy { word, said in
      word.baseName.unit == said.baseName.unit || word.hasPrefix("<") || word.hasPrefix("‹")
    }
  }

  /// `docker compose -f … restart` is the same however the project is named; so is `docker-compose`.
  private static func composed(_ words: [String]) -> [String] {
    guard words.first == "docker-compose" || words.prefix(2) == ["docker", "compose"] else { return words }
    var rest = words.dropFirst(words[0] == "docker" ? 2 : 1)
    while let option = rest.first, option.hasPrefix("-") {
      rest.removeFirst()
      if !option.contains("="), rest.count > 1 { rest.removeFirst() }
    }
    return ["docker", "compose"] + rest
  }

  private static func lies(_ word: String, in path: String) -> Bool {
    let folder = path.hasSuffix("/") ? path : path + "/"
    return word == path || word.hasPrefix(folder)
  }

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension PipedWords.Redirect {
  fileprivate var path: String? {
    switch target {
    case .read(let path), .write(let path), .append(let path): path
    case .duplicate: nil
    }
  }
}

extension String {
  fileprivate var baseName: String { split(separator: "/").last.map(String.init) ?? self }

  /// `luci.service` is `luci`.
  fileprivate var unit: Substring { hasSuffix(".service") ? dropLast(8) : self[...] }

  /// Without the marks that stand around words in a sentence.
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.first, !first.isLetter, !first.isNumber { text.removeFirst() }
    while let last = text.last, !last.isLetter, !last.isNumber { text.removeLast() }
    return String(text)
  }
}
