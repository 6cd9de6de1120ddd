import Findings

/// What belongs to the saying that was found: the other lines of its block, the cell that was asked for in its row.
extension Answering {
  /// No comment or row of a runbook holds more together.
  private static let most = 16

  /// The lines that one comment names are done one after the other: the first of them alone would be half a deed.
  func block(_ best: [Match]) -> [Lookup.Answer]? {
    guard let first = best.first?.saying, let group = index.sayings[first].group,
      best.allSatisfy({ match in
        let saying = index.sayings[match.saying]
        return saying.kind == .command && saying.hasOwnPurpose && saying.group == group
          && (deed.isOnlyNamed(saying) || namesOneDeed(match.saying))
      })
    else { return nil }
    func belongs(_ number: Int) -> Bool {
      index.sayings.indices.contains(number) && index.sayings[number].kind == .command
        && index.sayings[number].group == group
    }
    var start = first, end = first
    while first - start < Self.most, belongs(start - 1) { start -= 1 }
    while end - first < Self.most, belongs(end + 1) { end += 1 }
    return start == end ? nil : index.sayings[start...end].flatMap(\.answers)
  }

  /// The comment says all that is asked, and no more than one deed: below "start/stop" each line is one of its own.
  private func namesOneDeed(_ saying: Int) -> Bool {
    let deeds = DeedCheck.deeds(index.sayings[saying].answers.first?.label ?? "").count
    return matcher.named(saying).count == question.words.count
      && (deeds == 1 || deeds == 0 && question.intent == .describe)
  }

  /// "Which container has port 5050?": where a column is called so, its cell is meant and not the row's name.
  func namedCells(_ best: [Match]) -> Lookup? {
    // Of "which container has port 5050" the port is given, and what is asked for stands first.
    let asked = question.head ?? 0
    guard [.what, .open].contains(question.intent), question.words.count > 1,
      best.allSatisfy({ index.sayings[$0.saying].kind == .row })
    else { return nil }
    let cells = best.prefix(Self.most).compactMap { match -> Lookup.Answer? in
      let row = index.sayings[match.saying].answers.first?.address.name
      var number = match.saying - 1
      while match.saying - number <= Self.most, number >= 0, index.sayings[number].kind == .claim,
        index.sayings[number].answers.first?.address.name == row
      {
        if matcher.exact[asked][number]?.contains(.attribute) ?? false
          || asked > 0 && matcher.isNamed(0, by: number)
        {
          return index.sayings[number].answers.first
        }
        number -= 1
      }
      return nil
    }
    guard !cells.isEmpty, cells.count == best.count,
      !cells.contains(where: { repeatsQuestion($0.value.value) })
    else {
      return nil
    }
    return Set(cells.map(\.value.value)).count == 1 ? .found([cells[0]]) : .ambiguous(cells)
  }

  /// Answers of one kind that stand beside each other: the cells of one column, the commands under one
  /// heading.
  func isList(_ best: [Match]) -> Bool {
    let sayings = best.map { index.sayings[$0.saying] }
    guard let first = sayings.first else { return false }
    return sayings.allSatisfy {
      let isSibling = $0.titles.dropLast() == first.titles.dropLast()
      guard $0.kind == .claim || first.kind == .claim else { return isSibling }
      return isSibling && $0.kind == first.kind && $0.answers.first?.label == first.answers.first?.label
    }
  }

  /// The answers of equal sayings, and the other way to do it that stands right behind a command.
  func together(_ best: [Match], _ answers: [[Lookup.Answer]]) -> [Lookup.Answer] {
    var all = answers.flatMap { $0 }
    guard let last = best.last?.saying, index.sayings[last].kind == .command else { return all }
    var first = best.first?.saying ?? last
    while first > 0, index.sayings[first].isAlternative, index.sayings[first - 1].kind == .command {
      first -= 1
      all = index.sayings[first].answers + all
    }
    var next = last + 1
    while next < index.sayings.count, index.sayings[next].kind == .command, index.sayings[next].isAlternative
    {
      all += index.sayings[next].answers
      next += 1
    }
    return all
  }
}
