import Findings
import Operations
import RunbookDesk
import ServerFacts

/// What the door keeps, in lines for people: trust, jobs, the journal.
extension TextFormat {
  func trust(_ status: TrustStatus, _ page: Page) -> [String] {
    var lines = ["\(status.path)", "  sha256 \(status.digest)"]
    if let trusted = status.trusted {
      lines.append(
        "  trusted by \(trusted.approver) at \(trusted.at)"
          + (status.isCurrent ? "" : "; it has changed since"))
    } else {
      lines.append("  nobody has trusted it yet: lookups and the check work, operations do not")
    }
    lines.append("  \(status.mode.rawValue)")
    if status.changes.lines.isEmpty {
      lines += status.isCurrent ? [] : ["the changes give no power and take none"]
      return lines.map(\.cleaned).flatMap { Columns.hung($0, page) }
    }
    lines.append(status.trusted == nil ? "trusting it would let an agent:" : "what the changes mean:")
    return (lines + changes(status.changes)).map(\.cleaned).flatMap { Columns.hung($0, page) }
  }

  /// What rests on the same row stands together: the operations on one line, the row below it.
  private func changes(_ changes: PowerChanges) -> [String] {
    var groups: [(line: PowerChanges.Line, what: [String])] = []
    var places: [PowerChanges.Kind: [String: Int]] = [:]
    for line in changes.lines {
      if !line.detail.isEmpty, let place = places[line.kind]?[line.detail] {
        groups[place].what.append(line.what)
      } else {
        places[line.kind, default: [:]][line.detail] = groups.count
        groups.append((line, [line.what]))
      }
    }
    return groups.flatMap { group -> [String] in
      let head = "  \(Self.sign(group.line.kind)) \(group.what.joined(separator: ", "))"
      return group.line.detail.isEmpty ? [head] : [head, "      \(group.line.detail)"]
    }
  }

  private static func sign(_ kind: PowerChanges.Kind) -> String {
    switch kind {
    case .gains: "+ may"
    case .loses: "- may no longer"
    case .changes: "~ may, resting on other words,"
    case .newRule: "- has the rule, in force already,"
    case .lostRule: "+ no longer has the rule"
    }
  }

  func diagnoses(_ found: [Diagnosis], _ page: Page) -> [String] {
    found.flatMap { one -> [String] in
      let (word, colour): (String, Colour) =
        switch one.state {
        case .good: ("good   ", .green)
        case .poor: ("poor   ", .red)
        case .unknown: ("unknown", .yellow)
        }
      let lines = Columns.wrapped(
        "\(word)  \(one.subject): \(one.text)", width: page.width, hanging: word.count + 2)
      let first = page.paint(word, colour) + lines[0].dropFirst(word.count)
      return [first] + lines.dropFirst() + (one.help.map { ["         try: \($0)"] } ?? [])
    }
  }

  func jobs(_ jobs: [Job], _ page: Page) -> [String] {
    guard !jobs.isEmpty else { return ["no jobs"] }
    return Columns.aligned(
      jobs.map { [$0.id, $0.state.rawValue, $0.words.onOneLine, $0.created?.description ?? ""] },
      width: page.width)
  }

  func journal(_ entries: [JournalEntry], _ page: Page) -> [String] {
    guard !entries.isEmpty else { return ["the journal holds nothing of it"] }
    return Columns.aligned(
      entries.map {
        ["\($0.seq)", $0.time, $0.id.map { String($0.prefix(8)) } ?? "", $0.event, $0.subject ?? "", $0.text]
          .map(\.onOneLine)
      }, width: page.width)
  }
}
