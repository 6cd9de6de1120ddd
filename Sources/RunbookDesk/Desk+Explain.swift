public import Findings
import RunbookModel

extension Desk {
  /// Says of every line of the runbook how it was read. No server is touched, and secrets are masked.
  public func explain() -> Explanation {
    var places: Set<Located<String>> = []
    let facts = (runbook.claims + runbook.mentions)
      .filter { places.insert($0.value).inserted }
      .map { stated($0.address, $0.label, $0.value) }
    var explanation = Explanation(
      file: file, facts: facts, operations: runbook.commands.map(operation),
      schedules: runbook.schedules.map(schedule), procedures: runbook.procedures.map(procedure),
      rules: runbook.rules.map(rule), ambiguities: runbook.ambiguities.map(ambiguity),
      findings: runbook.findings.map(masked), chapters: [])
    explanation.chapters = LineReadings(runbook, explanation).chapters(runbook, secrets)
    return explanation
  }

  private func operation(_ command: StatedCommand) -> ExplainedOperation {
    let range = command.source.range
    let parameters = command.parameters.map {
      ExplainedOperation.Parameter(
        name: $0.name, vocabulary: $0.words.map { $0.map { secrets.text($0, at: nil) } }, source: $0.source)
    }
    return ExplainedOperation(
      name: secrets.name(command.name, from: [range] + command.purposes.map(\.range)),
      effect: command.judgement.effect, isArgv: command.line.isArgv,
      template: secrets.text(command.line.template, at: range),
      directory: command.directory.map { secrets.text($0.value, at: $0.range) }, parameters: parameters,
      range: range, repeats: command.repeats, refusal: command.refusal)
  }

  private func schedule(_ schedule: Schedule) -> ExplainedSchedule {
    ExplainedSchedule(
      expression: secrets.text(schedule.words.value, at: schedule.words.range),
      cron: schedule.time?.value.fields,
      user: schedule.user, command: secrets.text(schedule.command.value, at: schedule.command.range),
      range: schedule.words.range, commandRange: schedule.command.range)
  }

  private func procedure(_ procedure: Procedure) -> ExplainedProcedure {
    let steps = procedure.steps.map { step in
      ExplainedProcedure.Step(
        text: secrets.text(step.text.value, at: step.text.range),
        commands: step.commands.map { secrets.text($0.template, at: step.text.range) }, range: step.text.range
      )
    }
    return ExplainedProcedure(
      name: secrets.name(secrets.text(procedure.name.value, at: procedure.name.range)),
      range: procedure.name.range,
      steps: steps)
  }

  private func rule(_ rule: Rule) -> ExplainedRule {
    ExplainedRule(
      kind: rule.demand.rawValue, subject: secrets.text(rule.name.value, at: rule.name.range),
      range: rule.name.range, sentence: rule.sentence.range)
  }

  private func ambiguity(_ ambiguity: Ambiguity) -> ExplainedAmbiguity {
    let range = ambiguity.place.range
    return ExplainedAmbiguity(
      text: secrets.text(ambiguity.place.value, at: range),
      readings: ambiguity.readings.map { secrets.text($0, at: range) },
      edit: secrets.text(ambiguity.edit, at: range), range: range)
  }

  func masked(_ finding: Finding) -> Finding { Self.masked(finding, secrets) }

  static func masked(_ finding: Finding, _ secrets: Secrets) -> Finding {
    var finding = finding
    finding.message = secrets.everywhere(secrets.text(finding.message, at: finding.range))
    for place in finding.evidence.indices {
      finding.evidence[place].text = secrets.everywhere(finding.evidence[place].text)
    }
    switch finding.remedy {
    case .advice(let words)?:
      finding.remedy = .advice(secrets.everywhere(secrets.text(words, at: finding.range)))
    case .operation(let name, let arguments)?:
      finding.remedy = .operation(name: name, arguments: arguments.map(secrets.name))
    case nil: break
    }
    if let name = finding.subject?.name { finding.subject?.name = secrets.name(name) }
    return finding
  }
}

/// A whole runbook as it was read: what was taken from it, and how each line was understood.
public struct Explanation: Hashable, Sendable {
  /// The name of the main file.
  public var file: String
  public var facts: [StatedValue]
  public var operations: [ExplainedOperation]
  public var schedules: [ExplainedSchedule]
  public var procedures: [ExplainedProcedure]
  public var rules: [ExplainedRule]
  public var ambiguities: [ExplainedAmbiguity]
  /// What is wrong with the runbook's own text.
  public var findings: [Finding]
  /// Every line of every file.
  public var chapters: [ExplainedChapter]
}
