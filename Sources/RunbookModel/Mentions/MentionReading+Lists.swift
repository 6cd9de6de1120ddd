import Findings
import MarkdownDocument

/// What lists say by their form: single words below what they are, one item below its key, names with their ports.
extension MentionReading {
  mutating func read(_ list: PlacedList) {
    guard !list.list.ordered, let first = list.steps.first else { return }
    let lead = passages.lead(list.before)?.text
    guard passages.all[first].standing == .meant,
      let about = lead.map(Self.key) ?? passages.titles(list.section).last, about.utf8.count <= 60,
      !Self.startsExample(about)
    else { return }
    let items = zip(list.list.items, list.steps)
    if list.steps.count == 1, lead != nil, Self.isKey(about) {
      only(passages.all[first], about)
    } else if list.steps.count > 1,
      items.allSatisfy({ $0.checked == nil && $0.blocks.isEmpty && Self.isWord(passages.all[$1].text.text) })
    {
      for item in list.steps.map({ passages.all[$0].text })
      where item.codeSpans.isEmpty && !ExampleValue.isUnsettled(item.text) && !Self.isPlace(item.text) {
        claims.append(
          Claim(
            Address("mention", about, TableReading.normal(about)), label: about,
            value: Located(item.text, at: item.range(ofUTF8: 0..<item.text.utf8.count))))
      }
    }
  }

  private static func key(_ lead: String) -> String {
    var words = Sentence.last(of: lead).trimmed
    while words.endsWithColon { words.removeLast() }
    return words
  }

  /// A word or three that name something: no note and no order.
  private static func isKey(_ about: String) -> Bool {
    let words = about.split(separator: " ")
    return (1...3).contains(words.count) && about.utf8.count <= 40 && !AnyList.isNote(words[0])
      && !Sentence.tellsToRun(about)
  }

  /// "Interval:" and one bullet below it are a key and its value.
  private mutating func only(_ item: Passage, _ key: String) {
    let text = item.text
    guard (2...80).contains(text.text.utf8.count), text.codeSpans.isEmpty, !text.text.utf8.contains(0x0A),
      !text.text.endsWithColon, KeyValue(text) == nil, !item.forbids, !ExampleValue.isPlace(text.text)
    else { return }
    let end = text.text.withBytes { $0.withoutFullStop(0..<$0.count) }
    claims.append(
      Claim(
        Address("mention", passages.titles(item.section).last ?? "", TableReading.normal(key)), label: key,
        value: Located(text.text.part(end), at: text.range(ofUTF8: end))))
  }

  /// `[name]`
  private static func isPlace(_ text: String) -> Bool { text.hasPrefix("[") && text.hasSuffix("]") }

  /// One word of Latin letters: other scripts set no blanks between words.
  private static func isWord(_ text: String) -> Bool {
    (2...60).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      && text.contains(where: \.isLetter)
  }
}
