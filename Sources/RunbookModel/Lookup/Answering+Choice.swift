import Findings

/// Of several matches that are equally near, the one that is meant.
extension Answering {
  /// Of commands for one deed the one that does it itself, and not what a comment calls so.
  func doer(_ best: [Match]) -> Match? {
    guard
      best.allSatisfy({ index.sayings[$0.saying].kind == .command && !index.sayings[$0.saying].deeds.isEmpty }
      ),
      deed.startsOrStops
    else { return nil }
    let doers = best.filter { !deed.isOnlyNamed(index.sayings[$0.saying]) }
    return doers.count == 1 && doers.count < best.count ? doers.first : nil
  }

  /// Commands that only look, and at the same: `logs -f db` and `logs db`.
  func looks(_ best: [Match]) -> [Lookup.Answer]? {
    let sayings = best.map { index.sayings[$0.saying] }
    guard sayings.allSatisfy({ $0.kind == .command && $0.observes && $0.answers.count == 1 }) else {
      return nil
    }
    let words = sayings.prefix(8).map { Set(SayingCollection.parted($0.value).words.split(separator: " ")) }
    guard words.count == best.count, let least = words.min(by: { $0.count < $1.count }), least.count > 2,
      words.allSatisfy({ $0.isSuperset(of: least) && $0.count <= least.count + 1 })
    else { return nil }
    return sayings.flatMap(\.answers)
  }

  /// The one whose own name has all words: `weekly_backup`, and not `weekly` with a backup in its remark.
  func called(_ best: [Match]) -> Match? {
    let topics = question.words.indices.filter { $0 != question.head }
    guard topics.count > 1, best.allSatisfy({ index.sayings[$0.saying].kind != .command }) else { return nil }
    let called = best.filter { match in topics.allSatisfy { matcher.isSubject($0, of: match.saying) } }
    return called.count == 1 ? called.first : nil
  }

  /// The one whose own words say two words of the question side by side, as the question does: `# Run the health check`, and
  /// not `# Check the collector's health`.
  func phrased(_ best: [Match]) -> Match? {
    let asked = question.words.map(\.keys)
    let pairs = zip(asked, asked.dropFirst()).filter { $0.count == 1 && $1.count == 1 }.map {
      [$0[0], $1[0]]
    }
    guard !pairs.isEmpty else { return nil }
    let phrased = best.filter { match in
      guard let answer = index.sayings[match.saying].answers.first else { return false }
      let isNamed = index.sayings[match.saying].kind != .command
      return ([answer.label] + (isNamed ? [answer.address.name] : [])).contains { text in
        let said = Spelling.words(text).map { Stem.of($0.text) }
        return zip(said, said.dropFirst()).contains { pairs.contains([$0, $1]) }
      }
    }
    return phrased.count == 1 ? phrased.first : nil
  }

  /// Of commands, the one whose comment does not say that it is for another machine than the server.
  func deployed(_ best: [Match]) -> Match? {
    guard best.allSatisfy({ index.sayings[$0.saying].kind == .command }),
      !question.words.contains(where: { !$0.concepts.isDisjoint(with: [.test, .build]) })
    else { return nil }
    let deployed = best.filter { match in
      let label = index.sayings[match.saying].answers.first?.label ?? ""
      return !Concept.isSaid(.development, in: label)
        && !Spelling.words(label).contains { Self.elsewhere.contains($0.text) }
    }
    return deployed.count == 1 && deployed.count < best.count ? deployed.first : nil
  }

  private static let elsewhere = WordTable("local locally laptop lokal локально")

  /// `7 daily, 4 weekly`: the counts of one line are one answer.
  func copies(_ best: [Match]) -> [Lookup.Answer]? {
    let answers = best.flatMap { index.sayings[$0.saying].answers }
    guard answers.allSatisfy({ $0.label.hasSuffix(" copies") }),
      Set(answers.map(\.value.range.line)).count == 1
    else { return nil }
    return unique(answers)
  }

  /// Who asks to follow wants the command that goes on, and not the one with a `tail` in it.
  func follower(_ best: [Match]) -> Match? {
    guard question.words.contains(where: { $0.concepts.contains(.follow) }) else { return nil }
    let followers = best.filter { index.sayings[$0.saying].shapes.contains(.follow) }
    return followers.count == 1 ? followers.first : nil
  }

  /// Under one heading, what is done in any case, where something else is done "if the pull fails".
  func always(_ best: [Match]) -> [Match]? {
    let always = best.filter { !index.sayings[$0.saying].isConditional }
    let headings = Set(best.map { index.sayings[$0.saying].titles })
    return headings.count == 1 && !always.isEmpty && always.count < best.count ? always : nil
  }

  /// Of places, the one that has the most names of the question in it.
  func valued(_ best: [Match]) -> Match? {
    guard question.intent == .place, best.allSatisfy({ index.sayings[$0.saying].kind == .mention }) else {
      return nil
    }
    let counts = best.map { match in
      question.words.indices.count {
        question.words[$0].concepts.isEmpty && matcher.exact[$0][match.saying]?.contains(.value) ?? false
      }
    }
    let most = counts.max() ?? 0
    return counts.count { $0 == most } == 1 ? counts.firstIndex(of: most).map { best[$0] } : nil
  }

  /// Of commands that differ in their arguments only, the one that leaves them open.
  func general(_ best: [Match]) -> Match? {
    let sayings = best.map { index.sayings[$0.saying] }
    guard
      sayings.allSatisfy({ $0.kind == .command && $0.program != nil && $0.program == sayings.first?.program })
    else { return nil }
    let open = best.filter { index.sayings[$0.saying].isOpen }
    return open.count == 1 ? open.first : nil
  }

  /// Of the cells of one row, the one under a header that says no more than "value".
  func valueOfRow(_ best: [Match]) -> Match? {
    let rows = Set(best.map { index.sayings[$0.saying].answers.first?.address.name })
    guard rows.count == 1, best.allSatisfy({ index.sayings[$0.saying].kind == .claim }) else { return nil }
    let stated = best.filter { match in
      index.sayings[match.saying].answers.first.map {
        !$0.label.isEmpty && SayingCollection.valueHeaders.contains(TableReading.normal($0.label))
      } ?? false
    }
    return stated.count == 1 ? stated[0] : nil
  }

  /// Of commands under one heading, or that say all that is asked, and have their words in common, the one that the
  /// others only add words to: nothing asks for those.
  func plainest(_ best: [Match]) -> Match? {
    let sayings = best.map { index.sayings[$0.saying] }
    guard question.intent != .what, sayings.allSatisfy({ $0.kind == .command && $0.answers.count == 1 }),
      sayings.allSatisfy({ $0.titles == sayings.first?.titles })
        || best.allSatisfy({ match in
          question.words.indices.allSatisfy { matcher.isSubject($0, of: match.saying) }
        })
    else {
      return nil
    }
    let words = sayings.prefix(12).map {
      $0.value.split(whereSeparator: \.isWhitespace).drop { $0 == "sudo" || Self.isSetting($0) }
        .prefix { $0.first != "#" }
    }
    guard words.count == best.count, let least = words.indices.min(by: { words[$0].count < words[$1].count }),
      words.allSatisfy({ other in
        other.starts(with: words[least].prefix(2)) && !other.contains { $0.contains(where: "|`;&".contains) }
          && words[least].allSatisfy(other.contains)
      })
    else { return nil }
    return best[least]
  }

  private static let switches: Set<String> = ["", "0", "1", "true", "false", "yes", "no", "on", "off"]

  /// `STAGE=live` before a command; `APPLY=1` makes it another.
  private static func isSetting(_ word: Substring) -> Bool {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex,
      !switches.contains(word[sign...].dropFirst().lowercased())
    else { return false }
    return word[..<sign].utf8.allSatisfy {
      $0 == 0x5F || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
    }
  }

  /// Of values of which each holds the shortest as a word, that one: `/var/log/dump.log` beside "a log for each".
  func shared(_ answers: [Lookup.Answer]) -> [Lookup.Answer]? {
    guard [.place, .what].contains(question.intent),
      let shortest = answers.min(by: { $0.value.value.utf8.count < $1.value.value.utf8.count }),
      shortest.value.value.utf8.count > 3,
      answers.allSatisfy({ Self.states($0.value.value, shortest.value.value) })
    else { return nil }
    return unique([shortest] + answers)
  }

  /// Of values on one line of which one holds all others, that one: `x.sh (as root)` beside `x.sh`.
  func containing(_ answers: [[Lookup.Answer]]) -> Lookup.Answer? {
    let all = answers.compactMap { $0.count == 1 ? $0.first : nil }
    guard all.count == answers.count, all.count > 1, Set(all.map(\.value.range.line)).count == 1 else {
      return nil
    }
    let longest = all.max { $0.value.value.utf8.count < $1.value.value.utf8.count }
    guard let longest, all.allSatisfy({ longest.value.value.contains($0.value.value) }) else { return nil }
    return longest
  }

  /// Of "the port of the app", which names nothing, what stands below "Test service health" is none, unless the runbook
  /// knows no other port.
  func isMeantByKinds(_ lookup: Lookup) -> Bool {
    guard !question.hasName, let head = question.head, question.words.count > 1,
      case .found(let answers) = lookup, let answer = answers.first,
      answers.allSatisfy({ $0.address.kind == "mention" && !isOfKinds($0.address.name) })
    else { return true }
    let saysSo = index.sayings.indices.contains { number in
      index.sayings[number].answers.contains(answer)
        && question.words.indices.allSatisfy { $0 == head || matcher.exact[$0][number] != nil }
    }
    return saysSo
      || Set(runbook.mentions.lazy.filter { $0.label == answer.label }.map(\.value.value)).count == 1
  }

  /// The words name nothing that the question does not.
  private func isOfKinds(_ words: String) -> Bool {
    Spelling.words(words).allSatisfy { word in
      Fillers.words.contains(word.text) || word.text.allSatisfy(\.isNumber)
        || question.says(Stem.of(word.text))
    }
  }
}
