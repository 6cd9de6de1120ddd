import Findings
public import RunbookModel
public import ServerFacts

/// supervisord could read its files again: at the next boot one mistake in one file keeps every program down.
public struct ProgramConfigurationReadable: Check {
  public static let card = CheckCard(
    id: "program-configuration-readable",
    summary: "supervisord could read its files again",
    why:
      "Everything runs until the next reread or boot, and then one mistake in one file keeps every program down.",
    fix: "Correct the line, then run supervisorctl reread.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.supervisedServices
    guard let first = services.first?.program else { return [] }
    let settings = runbook.entries(SupervisorSettings.self).first
    let claim = Address(SupervisorSettings.kind, "supervisord", "configuration")
    let range = settings?.configurationFolder?.range ?? settings?.name.range ?? first.range
    switch await facts.ask(SupervisorConfiguration()) {
    case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
    case .seen(let configuration):
      var mistakes = configuration.mistakes
      for asked in [
        await Self.unknownUsers(configuration, facts), await Self.logsNowhere(configuration, facts),
      ] {
        switch asked {
        case .unseen(let blindness):
          if mistakes.isEmpty { return [unknown(claim, at: range, blindness)] }
        case .seen(let found): mistakes += found
        }
      }
      guard let mistake = mistakes.first else { return [holds(claim, at: range)] }
      return [
        drifts(
          claim, at: range,
          "the runbook keeps its services running by supervisord; it could not read its files at the next start",
          evidence: mistakes.map { Evidence(source: "\($0.file):\($0.line)", text: $0.text) },
          remedy: .advice("correct \(mistake.file):\(mistake.line), then: sudo supervisorctl reread"))
      ]
    }
  }

  /// A `user=` that no account has is refused like any other bad value.
  private static func unknownUsers(
    _ configuration: SupervisorConfiguration.Fact, _ facts: Facts
  ) async -> Observation<[ConfigurationMistake]> {
    var users: [String: Bool] = [:]
    var mistakes: [ConfigurationMistake] = []
    for program in sorted(configuration) {
      guard let user = program.settings["user"], Int(user.value) == nil else { continue }
      if users[user.value] == nil {
        switch await facts.ask(AccountNamed(user.value)) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let account): users[user.value] = account != nil
        }
      }
      guard users[user.value] == false else { continue }
      mistakes.append(
        ConfigurationMistake(
          file: user.file, line: user.line, text: "user=\(user.value): there is no such account"))
    }
    return .seen(mistakes)
  }

  /// supervisord makes a log file, and not the folder for it.
  private static func logsNowhere(
    _ configuration: SupervisorConfiguration.Fact, _ facts: Facts
  ) async -> Observation<[ConfigurationMistake]> {
    var mistakes: [ConfigurationMistake] = []
    for program in sorted(configuration) {
      for name in ["stdout_logfile", "stderr_logfile"] {
        guard let setting = program.settings[name], setting.value.hasPrefix("/"),
          let slash = setting.value.lastIndex(of: "/"), slash > setting.value.startIndex
        else { continue }
        let folder = String(setting.value[..<slash])
        switch await facts.ask(PathAttributes(path: folder)) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let attributes):
          guard attributes?.resolvedKind != .folder else { continue }
          mistakes.append(
            ConfigurationMistake(
              file: setting.file, line: setting.line,
              text: "\(name)=\(setting.value): there is no folder \(folder)"))
        }
      }
    }
    return .seen(mistakes)
  }

  private static func sorted(_ configuration: SupervisorConfiguration.Fact) -> [ConfiguredProgram] {
    configuration.programs.values.sorted { ($0.file, $0.line, $0.name) < ($1.file, $1.line, $1.name) }
  }

  private static let text =
    "| App | Program |\n|---|---|\n| luci | site-luci |\n\n## Supervisor\n- Use supervisorctl"
  private static let marked =
    "| App | Program |\n|---|---|\n| luci | site-luci |\n\n   ↓\n## Supervisor\n- Use supervisorctl"

  public static let examples = [
    CheckExample(.holds, text, .supervised(SupervisorExamples.luci)),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci + "autostart=maybe\n")),
    CheckExample(.drifts, marked, .supervised("command=/bin/x\n" + SupervisorExamples.luci)),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci) { $0.looks[.account(name: "deploy")] = .absent }),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci + "stdout_logfile=/var/log/gone/luci.log\n") {
        $0.looks[.attributes(path: "/var/log/gone")] = .absent
      }),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) { $0.refused = [.folder(path: SupervisorExamples.folder)] }),
  ]
}
