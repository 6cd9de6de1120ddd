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
  /// Sections that are steps, or whose paragraphs are: their blocks are parts of those.
  private var stepped: Set<Int> = []
  private(set) var procedures: [Procedure] = []

  init(_ passages: Passages, _ commands: CommandReading) {
    self.passages = passages
    fences = commands.fences
    spoken = commands.spoken
    for code in passages.codes {
      guard let lines = fences[code.block.range]?.map(\.line) else { continue }
      for parent in code.parents { codesBelow[parent, default: []] += lines }
    }
    readLists()
    readSteps()
    readHeadings()
    readBlocks()
    for code in passages.codes { read(code) }
    procedures.sort { $0.name.range < $1.name.range }
  }

  /// A list that goes on with the next number behind a block of code is one with the list before it.
  private mutating func readLists() {
    var open: PlacedList?
    for list in passages.lists {
      guard list.list.ordered || Self.announcesSteps(passages.lead(list.before)?.text) else { continue }
      guard list.steps.allSatisfy({ passages.all[$0].parents.isEmpty }) else {
        if list.list.ordered { readNested(list) }
        continue
      }
      if list.list.ordered, let before = open, before.list.ordered, before.section == list.section,
        list.list.start == before.list.start + before.steps.count, list.list.start > 1
      {
        open?.steps += list.steps
      } else {
        read(open)
        open = list
      }
    }
    read(open)
  }

  /// "Sequence of the move:" in a bullet with a numbered list below it.
  private mutating func readNested(_ list: PlacedList) {
    guard let parent = list.steps.first.flatMap({ passages.all[$0].parents.last }),
      passages.all[parent].kind == .item(nil), Self.announcesSteps(passages.lead(parent)?.text)
    else { return }
    read(list)
  }

  private mutating func read(_ placed: PlacedList?) {
    guard let placed, placed.steps.count > 1 else { return }
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
      guard
        Self.isStep(passage.text.text) || passage.kind == .paragraph && Self.number(passage.text.text) != nil
      else { continue }
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
      if passage.kind == .paragraph { stepped.insert(passage.section) }
    }
    finish(open)
  }

  /// `### 1. Stop it` and `### 2. Unpack` below one heading, where most have commands. Chapters of a whole document,
  /// cases and ways to choose from are no steps.
  private mutating func readHeadings() {
    var open: (parent: Int, steps: [Int])?
    let coded = Dictionary(
      grouping: passages.codes.filter { fences[$0.block.range] != nil }, by: \.section)
    func close() {
      guard let found = open, found.steps.count > 1,
        2 * found.steps.count(where: { coded[$0] != nil }) >= found.steps.count
      else { return }
      let steps = found.steps.compactMap { section -> Procedure.Step? in
        guard let heading = passages.sections[section].section.heading else { return nil }
        let commands = (coded[section] ?? []).flatMap { fences[$0.block.range]?.map(\.line) ?? [] }
        return Procedure.Step(
          text: Located(String(heading.text.firstLine), at: heading.range), commands: commands)
      }
      append(steps, found.parent, nil)
      stepped.formUnion(found.steps)
    }
    for (index, place) in passages.sections.enumerated() {
      guard let heading = place.section.heading, place.section.level > 2, heading.codeSpans.isEmpty,
        let number = Self.number(heading.text), !Self.isOfFile(heading.text)
      else { continue }
      let parent = parent(index, depth: place.titles.count - 1)
      if let found = open, found.parent == parent, number == found.steps.count + 1 {
        open?.steps.append(index)
      } else if number == 1, parent < index, let title = passages.sections[parent].titles.last,
        !Self.choices.isIn(title)
      {
        close()
        open = (parent, [index])
      } else {
        close()
        open = nil
      }
    }
    close()
  }

  private static let choices = PhraseSet(
    [
      "option", "method", "alternativ", "variant", "approach", "troubleshoot", "issue", "problem", "error",
      "faq",
      "common", "question", "scenario", "alert", "example", "practice", "tips", "fehler", "häufig",
      "beispiel",
      "dépannage", "erreur", "exemple", "opcion", "opç", "erro", "ejemplo", "exemplo", "incident", "failure",
      "случа", "проблем", "ошибк", "问题", "故障", "方式", "示例", "障害", "問題", "例",
    ], insideWords: true)

  /// `1. copy.sh - copies all`: a list of files.
  private static func isOfFile(_ text: String) -> Bool {
    text.split(separator: " ").dropFirst().first.map { ScriptName.isPath(String($0)) } ?? false
  }

  /// `1. Delete it`, which is no item of a list here.
  private static func number(_ text: String) -> Int? {
    let figures = text.utf8.prefix { (0x30...0x39).contains($0) }.count
    guard (1...2).contains(figures), let number = Int(text.part(0..<figures)) else { return nil }
    let rest = text.utf8.dropFirst(figures)
    return rest.starts(with: ". ".utf8) || rest.starts(with: ") ".utf8) ? number : nil
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
    "rollback", "roll back", "steps", "procedure", "sequence", "in this order", "reihenfolge", "secuencia",
    "sequência", "schritte", "pasos", "procedimiento",
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

  /// What one block of a section stops and a later one starts again, with other deeds between them, is one procedure.
  private mutating func readBlocks() {
    var rest = passages.codes[...]
    while let first = rest.first {
      let blocks = rest.prefix { $0.section == first.section }
      rest = rest.dropFirst(blocks.count)
      guard blocks.count > 2, !stepped.contains(first.section), !first.isWithdrawn,
        blocks.allSatisfy({ $0.parents.isEmpty })
      else { continue }
      let commands = blocks.compactMap { fences[$0.block.range] }
      guard commands.count > 2, Self.beginsWithStop(commands.joined().map(\.line)) else { continue }
      append(commands.flatMap(Self.lines), first.section, nil)
      stepped.insert(first.section)
    }
  }

  /// A block of several commands without comments between them, of which one changes something, is done in
  /// order;
  /// `status` of two services, or start, stop and restart of one, is a choice.
  private mutating func read(_ code: PlacedCode) {
    guard let commands = fences[code.block.range], !stepped.contains(code.section),
      code.parents.allSatisfy({ passages.all[$0].kind == .item(nil) })
    else { return }
    if commands.count == 1, let typed = Self.typedElsewhere(commands[0], code.block) {
      return append(typed, code.section, code.before)
    }
    guard commands.count > 1 || commands.contains(where: { $0.parts.count > 1 }) else { return }
    guard Self.isOrdered(commands) else { return readGroups(commands, code) }
    let comments = commands.compactMap(\.comment)
    if comments.count == commands.count, Self.isNumbered(comments) {
      return append(Self.steps(commands), code.section, code.before)
    }
    append(Self.lines(commands), code.section, code.before)
  }

  /// The lines of a here-document that a shell on another host is given: `ssh web <<'EOF'`.
  private static func typedElsewhere(_ command: FencedCommand, _ block: CodeBlock) -> [Procedure.Step]? {
    let range = command.text.range
    guard range.endLine > range.line + 2, command.text.value.hasPrefix("ssh "),
      command.text.value.firstLine.contains("<<")
    else { return nil }
    let body = block.lines.filter { (range.line + 1..<range.endLine).contains($0.range.line) }
      .filter { !$0.value.trimmed.isEmpty && !$0.value.trimmed.hasPrefix("#") }
    guard body.count > 1,
      body.map(\.value.trimmed).allSatisfy({ CommandLine($0).isCommand || $0.hasPrefix("cd ") })
    else { return nil }
    // None of them is a command here.
    return body.map { Procedure.Step(text: $0, commands: []) }
  }

  /// Each line a step, with the `cd` that the first one stands below.
  private static func lines(_ commands: [FencedCommand]) -> [Procedure.Step] {
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
    return steps
  }

  /// Below one comment of several, what is stopped and started is done in order.
  private mutating func readGroups(_ commands: [FencedCommand], _ code: PlacedCode) {
    var rest = commands[...]
    while let comment = rest.first?.comment {
      let group = Array(rest.prefix { $0.comment?.range == comment.range })
      rest = rest.dropFirst(group.count)
      guard group.count > 1, group.count < commands.count, Self.goesDownAndUp(group.map(\.line)),
        Self.isOrdered(group)
      else { continue }
      procedures.append(
        Procedure(
          name: Located(Title.slug(comment.value), at: comment.range), steps: Self.lines(group),
          titles: passages.sections[code.section].titles))
    }
  }

  private static func isOrdered(_ commands: [FencedCommand]) -> Bool {
    let lines = commands.map(\.line)
    let comments = commands.compactMap(\.comment)
    if comments.count == commands.count, isNumbered(comments) { return true }
    guard lines.contains(where: { $0.judgement.effect > .observes }) else { return false }
    if stopsAndStarts(lines) { return true }
    guard Set(comments.map(\.range)).count <= 1, !comments.contains(where: { CommandReading.isOr($0.value) })
    else { return false }
    guard !Menu.isOne(lines) else { return false }
    let verbs = lines.compactMap { $0.commands.first?.arguments.first?.text }
    guard Set(lines.map { $0.commands.first?.program ?? "" }).count == 1,
      let stop = verbs.firstIndex(of: "stop")
    else { return true }
    // Nobody stops what has just been started, and what is stopped first may be started again.
    return !verbs.contains("restart") && !verbs[..<stop].contains("start")
  }

  /// The first deed stops what is started again behind two others or more.
  private static func beginsWithStop(_ lines: [CommandLine]) -> Bool {
    guard goesDownAndUp(lines, by: ["start", "restart", "up"]) else { return false }
    let deeds = lines.filter { $0.judgement.effect > .observes }.compactMap {
      $0.commands.last?.words.map(\.text)
    }
    guard let first = deeds.first,
      let stop = first.prefix(4).firstIndex(where: { $0 == "stop" || $0 == "down" })
    else { return false }
    let start = deeds.firstIndex { words in
      words.count > stop && words[..<stop] == first[..<stop]
        && ["start", "restart", "up"].contains(words[stop])
    }
    return start.map { $0 > 2 } ?? false
  }

  private static func goesDownAndUp(_ lines: [CommandLine], by ups: [String] = ["start", "up"]) -> Bool {
    let verbs = lines.flatMap { $0.commands.last?.arguments.prefix(4).map(\.text) ?? [] }
    guard let down = verbs.firstIndex(where: { $0 == "stop" || $0 == "down" }) else { return false }
    return verbs[down...].contains(where: ups.contains)
  }

  /// What is stopped is started again behind other deeds.
  private static func stopsAndStarts(_ lines: [CommandLine]) -> Bool {
    let words = lines.map { $0.commands.last?.words.map(\.text) ?? [] }
    return words.indices.contains { first in
      guard let stop = words[first].firstIndex(of: "stop") else { return false }
      let start = words[first].enumerated().map { $0.offset == stop ? "start" : $0.element }
      return words.dropFirst(first + 2).contains(start)
        && lines[(first + 1)...].contains { $0.judgement.effect == .destroys }
    }
  }

  /// A numbered comment with what stands below it.
  private static func steps(_ commands: [FencedCommand]) -> [Procedure.Step] {
    var steps: [Procedure.Step] = []
    for command in commands {
      guard let comment = command.comment else { continue }
      if steps.last?.text.range == comment.range {
        steps[steps.count - 1].commands.append(command.line)
      } else {
        steps.append(Procedure.Step(text: comment, commands: [command.line]))
      }
    }
    return steps
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
