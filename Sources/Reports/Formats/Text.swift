import DriftChecks
import Findings
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts

/// For people: aligned, colour only where it is allowed.
public struct TextFormat: Format {
  public static let name = "text"
  public static let summary = "aligned text for people"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? {
    switch answer {
    case .lookUp(let answer): lookUp(answer, page).map(page.spelled).joined(separator: "\n")
    case .explanation(let explanation): ExplainText(explanation, page).lines.joined(separator: "\n")
    case .check(let report): CheckText(report, page).lines.joined(separator: "\n")
    case .acknowledgements(let list): acknowledged(list, page).joined(separator: "\n")
    case .offers(let offers, let procedures): list(offers, procedures, page).joined(separator: "\n")
    case .plans(let plans):
      plans.flatMap { self.plan($0, page) }.joined(separator: "\n")
    case .diagnoses(let found): diagnoses(found, page).joined(separator: "\n")
    case .trust(let status): trust(status, page).joined(separator: "\n")
    case .jobs(let jobs): self.jobs(jobs, page).joined(separator: "\n")
    case .journal(let entries): journal(entries, page).joined(separator: "\n")
    case .executions(let executions): executions.flatMap { ran($0, page) }.joined(separator: "\n")
    }
  }

  private func lookUp(_ answer: LookUpAnswer, _ page: Page) -> [String] {
    switch answer.outcome {
    case .found: return answer.values.map { "\(oneLine(WorldText.clean($0.value)))\t\($0.range)" }
    case .ambiguous:
      return ["the runbook has \(answer.values.count) answers:"] + table(answer.values, page)
    case .notStated:
      var lines = ["the runbook does not say"]
      if !answer.about.isEmpty { lines += ["it does say:"] + table(answer.about, page) }
      if !answer.nearest.isEmpty {
        lines.append("did you mean: " + WorldText.clean(answer.nearest.joined(separator: ", ")) + "?")
      }
      return lines
    }
  }

  /// A value that goes over several lines of the file is one line here.
  private func oneLine(_ text: String) -> String { text.replacing("\n", with: " ") }

  private func table(_ values: [StatedValue], _ page: Page) -> [String] {
    Columns.aligned(
      values.map { value in
        ["  \(value.address)", value.value, "\(value.range)"].map { oneLine(WorldText.clean($0)) }
      }, width: page.width)
  }

  private func acknowledged(_ list: [Acknowledgement], _ page: Page) -> [String] {
    guard !list.isEmpty else { return ["nothing is acknowledged"] }
    return Columns.aligned(
      list.map { [$0.selector.text.onOneLine, "until \($0.until)", $0.why.onOneLine] }, width: page.width)
  }

  private func list(_ offers: [OperationOffer], _ procedures: [ProcedureOffer], _ page: Page) -> [String] {
    guard !offers.isEmpty else { return ["nothing: nobody has trusted this runbook yet; see: runbook trust"] }
    let run = offers.filter { $0.refusal == nil }
    var lines: [String] = []
    func add(_ title: String, _ rows: [[String]]) {
      guard !rows.isEmpty else { return }
      lines += [title + ":"] + Columns.aligned(rows.map { $0.map(\.onOneLine) }, width: page.width)
    }
    for effect in Effect.allCases {
      add(
        effect.rawValue,
        run.filter { $0.card.effect == effect }.map { offer in
          let alias = offer.card.alias.map { " (runbook \($0))" } ?? ""
          return ["  " + offer.card.synopsis, page.spelled(offer.card.summary) + alias]
        })
    }
    add(
      "procedures", procedures.map { ["  " + $0.name, "\($0.steps.count) steps, \($0.effect.rawValue)"] })
    add("only shown", offers.filter { $0.refusal != nil }.map { ["  " + $0.card.name, $0.refusal ?? ""] })
    // Many commands have one parameter, whose words are many.
    var known: [String: Set<Operations.Parameter.Values>] = [:]
    let parameters = run.flatMap { offer in
      zip(offer.card.parameters, offer.accepted).filter {
        known[$0.0.name, default: []].insert($0.0.values).inserted
      }
    }
    var seen: Set<[String]> = []
    let vocabularies = parameters.filter { seen.insert([$0.0.name] + $0.1).inserted }
      .map { "<\($0.0.name)>: \($0.1.joined(separator: ", "))".onOneLine }
    return lines + (vocabularies.isEmpty ? [] : [""])
      + vocabularies.flatMap { Columns.wrapped($0, width: page.width, hanging: 4) }
  }

  private func plan(_ planned: WeighedPlan, _ page: Page) -> [String] {
    let plan = planned.plan
    let source = plan.source.map { " (\($0))" } ?? ""
    var lines = ["\(plan.operation) \(plan.subject)\(source): \(plan.effect.rawValue)"]
    for (index, step) in plan.steps.enumerated() {
      lines.append("  \(index + 1). \(step.summary)")
      lines.append("     does: \(step.deed.words)")
      if let proof = step.proof { lines.append("     proof: \(proof.words)") }
      lines += step.compensation.map { "     if a later step fails: \($0.summary)" }
    }
    lines += planned.reasons.map { "  a person has to agree: \($0.words.onOneLine)" }
    lines = lines.map(\.cleaned).flatMap { Columns.hung($0, page) }
    // Commands to be copied stay whole.
    guard let id = planned.id else { return lines + ["  plan \(planned.digest.prefix(12))"] }
    let agree = planned.consent == .person ? ["  to agree: runbook approve \(id)"] : []
    return lines + agree + ["  to run it: runbook run --plan \(id)"]
  }

  private func ran(_ execution: Execution, _ page: Page) -> [String] {
    var lines: [String] = []
    if let fault = execution.fault {
      lines.append(page.paint("\(execution.operation): \(WorldText.clean(fault.text))", .red))
    }
    for record in execution.steps {
      switch record.shown {
      case .services(let services)?: lines += status(services, page)
      case .log(let text)?:
        lines += text.lines
        if let note = text.note { lines.append(page.paint("(\(note.cleaned))", .yellow)) }
      case .rows(let rows)?: lines += Columns.aligned(rows.map(cells), width: page.width)
      case nil:
        let isLast = record == execution.steps.last
        if record.status == .done, record.effect == .observes || !record.isProvable {
          lines += WorldText.clean(record.untrusted).split(whereSeparator: \.isNewline).map(String.init)
        }
        if record.status == .done, !isLast || record.text.isEmpty { continue }
        lines.append(page.paint(WorldText.clean(record.text), record.status == .done ? .green : .red))
        if record.status != .done, !record.untrusted.isEmpty {
          lines += Self.quoted(WorldText.clean(record.untrusted))
        }
        if let errors = record.errors?.text.lines {
          lines += Self.quoted(errors.map(WorldText.clean(_:)).joined(separator: "\n"))
        }
      }
    }
    return lines
      + execution.compensations.map { "compensation: \($0.summary): \(WorldText.clean($0.text))" }
  }

  /// The last lines of what strangers wrote.
  private static func quoted(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).suffix(20).map { "  | \($0)" }
  }

  /// `ends 2027-02-26T00:00:00Z`: each value with its name.
  private func cells(_ row: ShownRow) -> [String] {
    [oneLine(row.subject.cleaned)]
      + row.values.map { name, value in
        switch value {
        case .text(let text), .untrusted(let text): "\(name) \(oneLine(text.cleaned))"
        case .number(let number): "\(name) \(number)"
        case .bytes(let bytes): "\(name) \(Self.size(bytes))"
        }
      }
  }

  private static func size(_ bytes: Int) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)]
    guard let (unit, shift) = units.first(where: { bytes >= 1 << $0.1 }) else { return "\(bytes) B" }
    let tenths = (bytes * 10) >> shift
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }

  private func status(_ services: [ServiceStatusLine], _ page: Page) -> [String] {
    Columns.aligned(
      services.map { service in
        let listens =
          service.isListening.map { $0 ? "listens on" : "does not listen on" } ?? "listener not seen on"
        return [
          service.service, service.program, service.state, service.pid.map { "pid \($0)" } ?? "-",
          service.uptime.map { "up \($0) s" } ?? "-", service.port.map { "\(listens) \($0)" } ?? "-",
        ]
      }, width: page.width)
  }
}
