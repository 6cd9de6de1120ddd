import Findings
import MarkdownDocument

/// When something is done, where running text says so.
extension MentionReading {
  mutating func times(_ passage: Passage, _ pair: KeyValue?, _ subject: String) {
    guard passage.kind != .cell, passage.standing == .meant else { return }
    let text = passage.text
    let isTimed = pair.map { timed($0) } ?? false
    var told = ToldTime.all(in: passage, passages).compactMap { told in
      told.time.map { (time: $0, subject: told.subject) }
    }
    for sentence in TimePhrase.mayRepeat(text.text) ? RuleReading.sentences(text) : [] {
      let words = text.text.part(sentence)
      guard let time = TimePhrase.interval(in: sentence, of: text.text),
        !told.contains(where: { sentence.overlaps($0.time) }), !Sentence.isCondition(words),
        !RuleWords.forbids(words), !Withdrawal.isPast(words)
      else { continue }
      told.append((time, subject))
    }
    for (time, owner) in told where pair?.valueOffsets != time {
      if isTimed, let pair, time.upperBound <= pair.valueOffsets.lowerBound { continue }
      let value = Located(text.text.part(time), at: text.range(ofUTF8: time))
      append(Mention(kind: .time, offsets: time), value, owner.isEmpty ? subject : owner)
    }
  }

  /// `**Friday 01:00 UTC**: restart of all services`: the key says when, and the value what.
  private mutating func timed(_ pair: KeyValue) -> Bool {
    let key = pair.key.value
    guard key.utf8.count <= 40, pair.value.value.utf8.count <= 80,
      pair.value.value.contains(where: \.isLetter),
      CronTime(fields: key) == nil,
      CronTime(words: key) != nil || TimePhrase.find(in: 0..<key.utf8.count, of: key) != nil,
      CronTime(words: pair.value.value) == nil
    else { return false }
    claims.append(
      Claim(
        Address("mention", pair.value.value, Mention.Kind.when.rawValue), label: Mention.Kind.when.rawValue,
        value: pair.key))
    return true
  }
}
