import Findings

/// A command names a program that the table of services does not have, but nearly: the file contradicts
/// itself.
enum UnknownNames: Proofreader {
  static let id = "unknown-name"

  static func findings(_ runbook: Runbook) -> [Finding] {
    let programs = runbook.services.compactMap { $0.program?.value }
    guard !programs.isEmpty else { return [] }
    let known = Set(programs),
      services = Dictionary(
        runbook.services.compactMap { service in service.program.map { (service.name.value, $0.value) } },
        uniquingKeysWith: { first, _ in first })
    return runbook.commands.flatMap { command -> [Finding] in
      command.line.commands.filter { $0.program == "supervisorctl" }.flatMap { line -> [Finding] in
        line.arguments.dropFirst().compactMap { word -> Finding? in
          guard let name = word.literal, !known.contains(name), let program = services[name] else {
            return nil
          }
          return warning(
            command.source.range,
            "this names the program \(WorldText.clean(name)); the table calls it \(WorldText.clean(program))",
            advice: "write \(WorldText.clean(program)), or correct the table")
        }
      }
    }
  }
}
