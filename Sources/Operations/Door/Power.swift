import Findings
public import RunbookModel

/// One thing that a runbook lets an agent do, with all that it rests on.
public struct Power: Hashable, Sendable {
  public var request: Request
  public var effect: Effect
  public var row: [RowValue]

  /// What a runbook gives: each named operation with each of the words that its parameters take, and each command that
  /// it states. A number counts as its standard, or as its lowest: another one widens nothing.
  public static func all(_ runbook: Runbook) -> [Power] {
    AllOperations.offered(runbook).flatMap { offered -> [Power] in
      if let command = offered.command { return power(command, offered.card).map { [$0] } ?? [] }
      return requests(offered.card, runbook).compactMap { power($0, offered, runbook) }
    }
  }

  /// Whether a named operation has anything here to be done on.
  public static func gives(_ offered: OfferedOperation, in runbook: Runbook) -> Bool {
    requests(offered.card, runbook).contains { power($0, offered, runbook) != nil }
  }

  private static func power(_ request: Request, _ offered: OfferedOperation, _ runbook: Runbook) -> Power? {
    guard let arguments = try? Arguments(request.arguments, for: offered.card, in: runbook),
      let made = try? offered.make(arguments)
    else { return nil }
    let row = made.row(runbook).map(RowValue.init)
    // An operation on what the runbook does not speak of cannot be planned.
    return row.isEmpty ? nil : Power(request: request, effect: offered.card.effect, row: row)
  }

  /// A stated command with any of its words; nil for one that is only shown.
  private static func power(_ command: StatedCommand, _ card: OperationCard) -> Power? {
    guard command.refusal == nil else { return nil }
    let row = StatedOperation(command, Arguments()).row.map(RowValue.init)
    return Power(request: Request(operation: command.name), effect: card.effect, row: row)
  }

  /// With each of the words that its parameters take.
  static func requests(_ card: OperationCard, _ runbook: Runbook) -> [Request] {
    card.parameters.reduce([Request(operation: card.name)]) { requests, parameter in
      let words: [String]
      var isTaken: (String) -> Bool = { _ in true }
      switch parameter.values {
      case .vocabulary(let vocabulary):
        words = vocabulary.words(runbook)
        // A name that means several is refused with all that is accepted: too much to be said of each.
        isTaken = { vocabulary.resolve($0, in: runbook) != nil }
      // Which stretch of a log, or which of its lines, is no power of its own.
      case .words where parameter.isOptional: return requests
      case .words(let list): words = list
      case .number(let range) where !parameter.isOptional: words = [String(range.lowerBound)]
      case .number, .anyWord: return requests
      }
      // Left out, it means all of them: no power of its own.
      if words.isEmpty, parameter.isOptional { return requests }
      let taken = words.filter(isTaken)
      return requests.flatMap { request in
        taken.map { word in
          var request = request
          request.arguments[parameter.name] = word
          return request
        }
      }
    }
  }
}

/// What a new revision of a runbook would let an agent do that the trusted one does not, and the other way round.
public struct PowerChanges: Hashable, Sendable {
  public enum Kind: String, Sendable {
    case gains, loses, changes
    /// Rules act at once where they come, and until the next trust where they go.
    case newRule, lostRule
  }

  public struct Line: Hashable, Sendable {
    public var kind: Kind
    /// `restart-service luci`, or the rule's sentence.
    public var what: String
    /// What it rests on: `port 3004`; for a change `port 3004 → 3005`.
    public var detail: String

    init(_ kind: Kind, _ what: String, _ detail: String = "") {
      (self.kind, self.what, self.detail) = (kind, what, detail)
    }
  }

  public var lines: [Line]

  public var widens: Bool { lines.contains { [.gains, .changes, .lostRule].contains($0.kind) } }

  /// `trusted` is nil before the first trust.
  public init(from trusted: Runbook?, to current: Runbook) {
    let before = Dictionary(
      (trusted.map(Power.all) ?? []).map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
    let now = Power.all(current)
    var lines: [Line] = []
    for power in now {
      guard let old = before[power.request] else {
        lines.append(Line(.gains, Self.words(power.request), power.row.map(\.words).joined(separator: ", ")))
        continue
      }
      if old.row != power.row || old.effect != power.effect {
        let difference = Self.difference(old.row, power.row)
        let isRespelled = difference.isEmpty && old.row != power.row
        lines.append(
          Line(
            .changes, Self.words(power.request), isRespelled ? "the same letters in other bytes" : difference)
        )
      }
    }
    let kept = Set(now.map(\.request))
    let gone = before.keys.filter { !kept.contains($0) }.map(Self.words).sorted()
    lines += gone.map { Line(.loses, $0) }
    let oldRules = Set(trusted?.rules.map(\.words) ?? []), newRules = Set(current.rules.map(\.words))
    lines += newRules.subtracting(oldRules).sorted().map { Line(.newRule, $0) }
    lines += oldRules.subtracting(newRules).sorted().map { Line(.lostRule, $0) }
    self.lines = lines
  }

  /// A number stands for all of them.
  private static func words(_ request: Request) -> String {
    let card = AllOperations.list.first { $0.card.name == request.operation }?.card
    let isOfNumber = card?.parameters.contains { parameter in
      if case .number = parameter.values { return !parameter.isOptional }
      return false
    }
    return isOfNumber == true ? card?.synopsis ?? request.words : request.words
  }

  static func difference(_ old: [RowValue], _ new: [RowValue]) -> String {
    let before = Dictionary(old.map { ($0.claim, $0.value) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.claim, $0.value) }, uniquingKeysWith: { first, _ in first })
    let claims = Set(before.keys).union(after.keys).sorted()
    return claims.compactMap { claim -> String? in
      let (old, new) = (before[claim], after[claim])
      return old == new ? nil : "\(RowValue.field(claim)) \(old ?? "nothing") → \(new ?? "nothing")"
    }.joined(separator: ", ")
  }
}

extension RowValue {
  /// `port 3004`.
  var words: String { "\(Self.field(claim)) \(value)" }

  static func field(_ claim: String) -> String { claim.split(separator: "#").last.map(String.init) ?? claim }
}

extension Rule {
  /// The demand and the sentence: what a person reads.
  var words: String {
    "\(demand.rawValue): \(sentence.value.split(whereSeparator: \.isWhitespace).joined(separator: " "))"
  }
}
