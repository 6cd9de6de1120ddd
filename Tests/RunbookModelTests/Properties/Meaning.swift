import Findings

@testable import RunbookModel

/// All that a runbook says, without the places where it says it, as lines that can be held against each
/// other.
///
/// Claims come sorted: the order of a table's columns is no part of what it says.
struct Meaning: Equatable {
  var lines: [String]

  init(_ runbook: Runbook) {
    lines = runbook.services.map { service in
      let fields = [
        service.port.map { "\($0.value)" }, service.program?.value, service.hostName?.value,
        service.directory?.value,
      ]
      return "service \(service.name.value): \(fields.map { $0 ?? "none" })"
    }
    lines += runbook.claims.map { "claim \($0.address) = \($0.value.value)" }.sorted()
    lines += runbook.commands.map { "command \($0.name): \($0.line.template), \($0.line.judgement.effect)" }
    lines += runbook.schedules.map { schedule in
      "schedule \(schedule.time?.value.fields ?? "no time"): \(schedule.command.value) by \(schedule.user ?? "nobody")"
    }
    lines += runbook.procedures.map { procedure in
      "procedure \(procedure.name.value): \(procedure.steps.map(\.text.value))"
    }
    lines += runbook.rules.map { "rule \($0.demand): \($0.name.value)" }
  }

  /// What one of both says and the other does not.
  func difference(from other: Meaning) -> String {
    let change = other.lines.difference(from: lines)
    return change.map { step in
      switch step {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }.joined(separator: "\n")
  }
}
