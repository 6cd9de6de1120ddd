import Findings
import JSON
import RunbookDesk
import RunbookModel

extension Explanation {
  /// What was read from the runbook as data: each fact, operation, schedule, procedure and rule with its
  /// line.
  var json: JSONObject {
    [
      "format_version": 1, "file": .string(file), "facts": .array(facts.filter { !$0.isMasked }.map(\.fact)),
      "operations": .array(operations.map(\.json)), "schedules": .array(schedules.map(\.json)),
      "procedures": .array(procedures.map(\.json)), "rules": .array(rules.map(\.json)),
      "ambiguities": .array(ambiguities.map(\.json)), "findings": .array(findings.map(\.read)),
    ]
  }
}

private func optional(_ text: String?) -> JSON { text.map(cleaned) ?? .null }

/// The members come first, then where it stands.
private func placed(_ members: JSONObject, _ range: SourceRange) -> JSON {
  var object = members
  object["file"] = .string(range.file)
  object["line"] = JSON(range.line)
  object["column"] = JSON(range.column)
  return .object(object)
}

extension StatedValue {
  /// Nothing of it is left to be told; the findings say that a secret stands there.
  fileprivate var isMasked: Bool {
    value.contains(SecretMask.dots)
      && (value.allSatisfy { SecretMask.dots.contains($0) } || SecretMask.isName(label))
  }

  fileprivate var fact: JSON {
    placed(
      ["subject": cleaned(address.name), "attribute": cleaned(label), "value": cleaned(value)], range)
  }
}

extension ExplainedOperation {
  fileprivate var json: JSON {
    let parameters = parameters.map { parameter -> JSON in
      [
        "name": cleaned(parameter.name),
        "vocabulary": parameter.vocabulary.map { .array($0.map(cleaned)) } ?? .null,
        "vocabulary_source": optional(parameter.source),
      ]
    }
    let also = repeats.map { ["file": .string($0.file), "line": JSON($0.line)] as JSON }
    return placed(
      [
        "name": cleaned(name), "effect": .string(effect.rawValue), "exec": isArgv ? "argv" : "shell",
        "template": cleaned(template), "directory": optional(directory), "parameters": .array(parameters),
        "runnable": .bool(refusal == nil), "reason": optional(refusal), "also": .array(also),
      ], range)
  }
}

extension ExplainedSchedule {
  fileprivate var json: JSON {
    placed(
      [
        "expression": cleaned(expression), "cron": optional(cron), "user": optional(user),
        "command": cleaned(command),
      ], range)
  }
}

extension ExplainedProcedure {
  fileprivate var json: JSON {
    let steps = steps.map { step in
      placed(
        [
          "text": cleaned(step.text), "command": optional(step.commands.first),
          "commands": .array(step.commands.map(cleaned)),
        ], step.range)
    }
    return placed(["name": cleaned(name), "steps": .array(steps)], range)
  }
}

extension ExplainedRule {
  fileprivate var json: JSON { placed(["kind": .string(kind), "subject": cleaned(subject)], range) }
}

extension ExplainedAmbiguity {
  fileprivate var json: JSON {
    placed(
      ["text": cleaned(text), "readings": .array(readings.map(cleaned)), "edit": cleaned(edit)], range)
  }
}

extension Finding {
  /// A finding about the runbook's own text, flat like everything that `explain` tells.
  fileprivate var read: JSON {
    [
      "source": .string(source), "severity": .string(severity.rawValue), "file": optional(range?.file),
      "line": range.map { JSON($0.line) } ?? .null, "column": range.map { JSON($0.column) } ?? .null,
      "message": cleaned(message), "remedy": optional(remedy?.words),
    ]
  }
}
