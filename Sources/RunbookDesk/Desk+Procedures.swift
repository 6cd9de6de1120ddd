public import Findings
import Operations
public import RunbookModel

/// The steps of a procedure as they can be carried out here.
public struct ProcedureOffer: Hashable, Sendable {
  /// `database-restore`.
  public var name: String
  /// The heading, as it is written.
  public var title: String
  public var place: SourceRange
  public var steps: [Step]

  /// The strongest of its steps.
  public var effect: Effect { steps.flatMap(\.commands).map(\.effect).max() ?? .observes }

  public struct Step: Hashable, Sendable {
    /// What the step says, secrets masked.
    public var text: String
    /// Empty where it is a person's.
    public var commands: [Command]
  }

  public struct Command: Hashable, Sendable {
    public var template: String
    public var effect: Effect
    /// The operation that runs it; nil where it is only shown.
    public var operation: String?
    /// Why it is only shown.
    public var refusal: String?
  }
}

extension StatedCommand {
  /// The same words elsewhere may be typed on another host or in another folder.
  fileprivate func stands(in file: String, _ lines: Range<Int>, under titles: [String]) -> Bool {
    func isThere(_ range: SourceRange) -> Bool { range.file == file && lines.contains(range.line) }
    return isThere(source.range) && self.titles.starts(with: titles) || repeats.contains(where: isThere)
  }
}

extension Desk {
  /// Procedures by the names that they can be run by. One whose steps are others than the trusted ones is not offered.
  public func procedures() async -> [ProcedureOffer] {
    let offers = procedures(runbook)
    guard let door else { return offers }
    guard let trusted = try? await trustedRunbook(door) else { return [] }
    if Self.isSame(trusted, runbook) { return offers }
    let agreed = Dictionary(
      procedures(trusted).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return offers.filter { agreed[$0.name]?.steps == $0.steps }
  }

  /// The procedure of a name that no operation has.
  public func procedure(_ name: String) async -> ProcedureOffer? {
    guard AllOperations.offered(name, in: runbook) == nil else { return nil }
    return await procedures().first { $0.name == name }
  }

  private func procedures(_ runbook: Runbook) -> [ProcedureOffer] {
    let commands = Dictionary(grouping: runbook.commands, by: \.line.template)
    var names = Set(AllOperations.names(runbook))
    return runbook.procedures.compactMap { procedure in
      let name = secrets.name(procedure.name.value).cleaned
      guard !name.isEmpty, names.insert(name).inserted else { return nil }
      let starts = procedure.steps.map(\.text.range.line)
      let steps = procedure.steps.map { step in
        let range = step.text.range, end = starts.first { $0 > range.line } ?? .max
        return ProcedureOffer.Step(
          text: secrets.text(step.text.value, at: range).cleaned,
          commands: step.commands.map { line in
            let stated = commands[line.template]?.first {
              $0.stands(in: range.file, range.line..<end, under: procedure.titles)
            }
            return command(line, stated, at: range)
          })
      }
      return ProcedureOffer(
        name: name, title: secrets.name(procedure.titles.last ?? name).cleaned, place: procedure.name.range,
        steps: steps)
    }
  }

  private func command(
    _ line: CommandLine, _ stated: StatedCommand?, at range: SourceRange
  ) -> ProcedureOffer.Command {
    let refusal =
      stated.map { $0.refusal ?? secretRefusal($0) } ?? "it is not offered by name, see: runbook explain"
    return ProcedureOffer.Command(
      template: secrets.text(line.template, at: range).cleaned,
      effect: stated.map { OfferedOperation.card(of: $0).effect } ?? line.judgement.effect,
      operation: refusal == nil ? stated?.name : nil, refusal: refusal)
  }
}
