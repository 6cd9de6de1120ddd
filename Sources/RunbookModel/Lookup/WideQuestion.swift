/// The question words of Chinese and Japanese, which stand anywhere in a sentence.
enum WideQuestion {
  private static let asked: [(word: String, intent: Intent)] = [
    ("为什么", .why), ("为何", .why), ("なぜ", .why), ("どうして", .why),
    ("怎么办", .describe), ("会发生什么", .describe), ("どうなり", .describe), ("どうすれば", .how),
    ("什么时候", .when), ("何时", .when), ("多久", .when), ("几点", .when), ("いつ", .when), ("何時", .when),
    ("如何", .how), ("どうやる", .how), ("どうする", .how), ("怎么", .how), ("怎样", .how), ("どうやって", .how), ("方法", .how),
    ("どのように", .how), ("するには", .how),
    ("在哪里", .place), ("在哪", .place), ("哪里", .place), ("哪儿", .place), ("どこ", .place),
    ("是多少", .what), ("为多少", .what), ("多少", .count), ("几个", .count), ("いくつ", .count), ("谁", .who), ("誰", .who),
    ("是否", .whether), ("可以", .whether), ("吗", .whether), ("使ってもいい", .whether), ("使っていい", .whether),
    ("してもいい", .whether), ("していい", .whether), ("てもいい", .whether), ("てよい", .whether),
    ("できますか", .whether), ("でしょうか", .whether),
    ("何番", .what), ("哪个", .what), ("哪些", .what), ("什么", .what), ("どの", .what), ("どれ", .what), ("何", .what),
  ]

  private static let fillers: [String] = [
    "请问", "我们", "应该", "需要", "使用", "的话", "一下", "ているのですか", "していますか", "のですか", "ですか", "ますか", "するには",
    "コマンド", "名字", "名称", "名前", "実行", "执行", "运行", "存放", "保存在", "监听", "的", "する", "して", "一次",
  ]

  private static let particles = Set("はをがにのでとへもかす")
  /// Words of one letter; elsewhere in a run they are parts of words: `用户`, `時間`, `採用`.
  private static let leading = Set("是叫在用该请我"), trailing = Set("了呢时名是叫放")

  /// The intent, and the runs of letters that are left when question words and fillers are gone.
  static func read(_ run: String) -> (intent: Intent?, rest: [String]) {
    var rest = [run]
    var intent: Intent?
    for (word, meaning) in asked where rest.contains(where: { $0.contains(word) }) {
      if intent == nil { intent = meaning }
      rest = rest.flatMap { cut($0, word) }
    }
    if intent == nil, run.hasSuffix("は") { intent = .what }
    if run.contains("コマンド") || run.contains("命令") { intent = .how }
    for word in fillers { rest = rest.flatMap { cut($0, word) } }
    return (intent, rest.filter { !$0.isEmpty })
  }

  /// `网站打不开，怎样重新启动`: the question stands behind a comma.
  static func withoutAside(_ spoken: ArraySlice<SpokenWord>) -> ArraySlice<SpokenWord> {
    let start = spoken.lastIndex { $0.isWide && $0.isFirst && read($0.text).intent != nil }
    guard let start, spoken[..<start].allSatisfy(\.isWide) else { return spoken }
    return spoken[start...]
  }

  /// What is left of a run without the particles in it and the short words at its ends.
  static func withoutParticles(_ run: String) -> [String] {
    run.split(whereSeparator: particles.contains).map { part in
      var part = part.drop(while: leading.contains)
      while let last = part.last, trailing.contains(last) { part.removeLast() }
      return String(part)
    }
    .filter { !$0.isEmpty }
  }

  /// `ログ` is no word of its own in `ブログ`.
  static func isWhole(_ word: Range<String.Index>, in text: String) -> Bool {
    guard let first = text[word].unicodeScalars.first, isKatakana(first) else { return true }
    let before = text[..<word.lowerBound].unicodeScalars.last,
      after = text[word.upperBound...].unicodeScalars.first
    return !(before.map(isKatakana) ?? false) && !(after.map(isKatakana) ?? false)
  }

  static func isKatakana(_ scalar: Unicode.Scalar) -> Bool { (0x30A1...0x30FC).contains(scalar.value) }

  private static func cut(_ text: String, _ word: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let place = rest.firstRange(of: word) {
      parts.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    parts.append(String(rest))
    return parts.filter { !$0.isEmpty }
  }
}
