import Findings
public import RunbookModel
public import ServerFacts

/// The program of each service is started at boot, and again when it dies.
public struct ProgramComesBack: Check {
  public static let card = CheckCard(
    id: "program-comes-back",
    summary: "the program of every service starts at boot and again when it dies",
    why: "It runs now and is gone after the next crash or boot, when nobody looks.",
    fix: "Set autostart and autorestart to true and run supervisorctl update.", severity: .warning,
    after: ["program-known", "program-configuration-loaded"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.supervisedServices
    guard !services.isEmpty else { return [] }
    let asked = await facts.ask(SupervisorConfiguration())
    return services.compactMap { service in
      guard let name = service.program else { return nil }
      let claim = service.address.field("program")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: name.range, blindness)
      case .seen(let configuration):
        guard let program = configuration.programs[name.value] else { return nil }
        guard let (setting, value) = Self.off(program) else { return holds(claim, at: name.range) }
        return drifts(
          claim, at: name.range,
          "the runbook keeps \(service.name.value) running by \(name.value); "
            + (setting == "autostart" ? "it is not started at boot" : "it is not started again when it dies"),
          evidence: [Evidence(source: "\(value.file):\(value.line)", text: "\(setting)=\(value.value)")],
          remedy: .advice("set \(setting)=true in \(value.file), then: sudo supervisorctl update"))
      }
    }
  }

  private static func off(_ program: ConfiguredProgram) -> (String, ConfiguredProgram.Setting)? {
    for name in ["autostart", "autorestart"] {
      if let setting = program.settings[name], ConfiguredProgram.flag(setting.value) == false {
        return (name, setting)
      }
    }
    return nil
  }

  private static let text = "| App | Program |\n|---|---|\n| luci | site-luci |"
  private static let marked = "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |"

  public static let examples = [
    CheckExample(.holds, text, .supervised(SupervisorExamples.luci)),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci + "autorestart=false\n")),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci + "autostart=no ; for now\n")),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) { $0.refused = [.text(path: SupervisorExamples.path)] }),
  ]
}
