import Findings
import MarkdownDocument

/// Finds procedures: numbered lists, headings or bold words `Step 1: …`, and blocks whose commands build on
/// each other.
struct ProcedureReading {
  let passages: Passages
  /// The commands that were read from each block of code, by the block's range.
  let fences: [SourceRange: [FencedCommand]]
  /// The commands in running text, by the index of their passage.
  let spoken: [Int: [CommandLine]]
  private var codesBelow: [Int: [CommandLine]] = [:]
  private(set) var procedures: [Procedure] = []

  init(_ passages: Passages, _ commands: CommandReading) {
    self.passages = passages
    fences = commands.fences
    spoken = commands.spoken
    for code in passages.codes {
      guard let lines = fences[code.block.range]?.map(\.line) else { continue }
      for parent in code.parents { codesBelow[parent, default: []] += lines }
    }
    for list in passages.lists
    where list.list.ordered || Self.announcesSteps(passages.lead(list.before)?.text) { read(list) }
    readSteps()
    for code in passages.codes { read(code) }
    procedures.sort { $0.name.range < $1.name.range }
  }

  private mutating func read(_ placed: PlacedList) {
    guard placed.steps.count > 1, placed.steps.allSatisfy({ passages.all[$0].parents.isEmpty }) else {
      return
    }
    let steps = placed.steps.map { index -> Procedure.Step in
      let text = passages.all[index].text
      let line = text.text.firstLine
      return Procedure.Step(
        text: Located(String(line), at: text.range),
        commands: (spoken[index] ?? []) + (codesBelow[index] ?? []))
    }
    append(steps, placed.section, placed.before)
  }

  private mutating func append(_ steps: [Procedure.Step], _ section: Int, _ before: Int?) {
    let place = passages.sections[section]
    let lead = passages.lead(before).map { Located($0.text, at: $0.range) }
    let heading = place.section.heading.map { Located(place.titles.last ?? $0.text, at: $0.range) }
    guard let name = heading ?? lead else { return }
    procedures.append(
      Procedure(name: Located(Title.slug(name.value), at: name.range), steps: steps, titles: place.titles))
  }

  /// `**Step 1:** …` and `### Step 1: …`, or headings that are numbered in order below one heading.
  private mutating func readSteps() {
    var open: (section: Int, steps: [Procedure.Step])?
    for passage in passages.all where passage.parents.isEmpty {
      guard passage.kind == .paragraph || passage.kind == .heading else { continue }
      guard Self.isStep(passage.text.text) else { continue }
      let level = passages.sections[passage.section].titles.count
      let owner = passage.kind == .heading ? level - 1 : level
      let step = Procedure.Step(
        text: Located(String(passage.text.text.firstLine), at: passage.text.range), commands: [])
      if Self.isFirst(passage.text.text) || open == nil {
        finish(open)
        open = (parent(passage.section, depth: owner), [step])
      } else {
        open?.steps.append(step)
      }
    }
    finish(open)
  }

  private mutating func finish(_ open: (section: Int, steps: [Procedure.Step])?) {
    guard let open, open.steps.count > 1 else { return }
    append(open.steps, open.section, nil)
  }

  /// The nearest section at or before this one with so many headings around it.
  private func parent(_ section: Int, depth: Int) -> Int {
    var index = section
    while index > 0, passages.sections[index].titles.count > max(depth, 1) { index -= 1 }
    return index
  }

  private static let announcements = PhraseSet([
    "rollback", "roll back", "steps", "procedure", "in this order", "schritte", "pasos", "procedimiento",
    "étapes", "passos",
    "шаги", "步骤", "手順",
  ])

  /// `Rollback:` and `Steps:` make a procedure of the bullets below.
  private static func announcesSteps(_ lead: String?) -> Bool {
    lead.map { $0.utf8.count <= 60 && announcements.isIn($0) } ?? false
  }

  private static let stepWords = [
    "step ", "schritt ", "paso ", "étape ", "etapa ", "passo ", "шаг ", "第", "步骤", "ステップ",
  ]

  private static func isStep(_ text: String) -> Bool {
    guard text.utf8.count < 400 else { return false }
    let text = text.prefix(14).lowercased()
    return stepWords.contains { word in
      guard text.hasPrefix(word) else { return false }
      return text.dropFirst(word.count).first?.isNumber == true
    }
  }

  private static func isFirst(_ text: String) -> Bool {
    text.drop { !$0.isNumber }.prefix { $0.isNumber } == "1"
  }

  /// A block of several commands without comments between them, of which one changes something, is done in
  /// order;
  /// `status` of two services, or start, stop and restart of one, is a choice.
  private mutating func read(_ code: PlacedCode) {
    guard let commands = fences[code.block.range], code.parents.isEmpty else { return }
    guard commands.count > 1 || commands.contains(where: { $0.parts.count > 1 }), Self.isOrdered(commands)
    else { return }
    var steps = commands.flatMap { command -> [Procedure.Step] in
      guard command.parts.count > 1 else {
        return [Procedure.Step(text: command.text, commands: [command.line])]
      }
      return command.parts.map { Procedure.Step(text: $0, commands: [CommandLine($0.value)]) }
    }
    if let folder = commands.first?.directory {
      let text = Located("cd \(folder.value)", at: folder.range)
      steps.insert(Procedure.Step(text: text, commands: [CommandLine(text.value)]), at: 0)
    }
    append(steps, code.section, code.before)
  }

  private static func isOrdered(_ commands: [FencedCommand]) -> Bool {
    let lines = commands.map(\.line)
    guard lines.contains(where: { $0.judgement.effect > .observes }) else { return false }
    let comments = commands.compactMap(\.comment)
    guard Set(comments.map(\.range)).count <= 1 || isNumbered(comments) && comments.count == commands.count,
      !comments.contains(where: { CommandReading.isOr($0.value) })
    else { return false }
    guard !Menu.isOne(lines) else { return false }
    let verbs = Set(lines.compactMap { $0.commands.first?.arguments.first?.text })
    let isChoice =
      Set(lines.map { $0.commands.first?.program ?? "" }).count == 1 && verbs.contains("stop")
      && (verbs.contains("start") || verbs.contains("restart"))
    return !isChoice
  }

  /// `# 1. Stop it` and `# 2. Unpack`
  private static func isNumbered(_ comments: [Located<String>]) -> Bool {
    var last = 0
    var line = 0
    for comment in comments where comment.range.line != line {
      let figures = comment.value.prefix { $0.isNumber }
      guard Int(figures) == last + 1,
        comment.value.dropFirst(figures.count).first.map({ ".)".contains($0) }) ?? false
      else { return false }
      (last, line) = (last + 1, comment.range.line)
    }
    return last > 1
  }
}
