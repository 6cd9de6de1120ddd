/// One word of a text as lookups compare it: lower case, without accents.
struct SpokenWord: Hashable {
  var text: String
  /// A hyphen, a dot, a slash or a change of case joins it to the word before: `luci` in `site-luci`.
  var isJoined: Bool
  /// A full stop, a bracket or the start of the text stands before it.
  var isFirst: Bool
  /// A run of Chinese or Japanese letters, which are written without blanks.
  var isWide: Bool
}

/// Cuts a text into words, in one pass over its letters.
struct Spelling {
  private(set) var words: [SpokenWord] = []
  /// In UTF-8.
  private var open: [UInt8] = []
  private var isOpenWide = false
  private var isJoined = false
  private var isFirst = true
  private var wasLower = false
  /// A full stop or a colon stands right before: with a blank behind it, it ends what came before.
  private var isStop = false

  static func words(_ text: String) -> [SpokenWord] {
    var spelling = Spelling()
    for scalar in text.unicodeScalars { spelling.take(scalar) }
    spelling.close()
    return spelling.words
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    let isWide = Self.isWide(scalar)
    guard scalar.value < 0x80 ? Self.isPlainWord(scalar) : isWide || Self.isMarkedWord(scalar) else {
      return separate(scalar)
    }
    isStop = false
    if !open.isEmpty, isWide != isOpenWide { close() }
    let isUpper = scalar.value &- 0x41 < 26
    if isUpper, wasLower, open.count > 1 {
      close()
      isJoined = true
    }
    wasLower = scalar.value &- 0x61 < 26
    isOpenWide = isWide
    if scalar.value < 0x80 {
      open.append(isUpper ? UInt8(scalar.value) | 0x20 : UInt8(scalar.value))
    } else {
      open += (isWide ? String(scalar) : Self.folded(scalar)).utf8
    }
  }

  private mutating func separate(_ scalar: Unicode.Scalar) {
    // An apostrophe is left out where letters stand on both sides, and a letter with a mark of its own is
    // whole.
    if scalar.value == 0x27 || scalar.value == 0x2019 {
      close()
      return
    }
    if (0x300...0x36F).contains(scalar.value) { return }
    let hadWord = !open.isEmpty
    close()
    defer { isStop = scalar == "." || scalar == ":" }
    switch scalar {
    case "-", "_", ".", ":", "/", "\\", "+", "@", "=", "~": isJoined = hadWord && !isFirst
    case " ", "\t", "\n":
      if isStop { isFirst = true }
      isJoined = false
    case "`", "*", "\"", "<", ">", "‹", "›", "$", "{", "}": isJoined = false
    default: (isJoined, isFirst) = (false, true)
    }
  }

  private mutating func close() {
    defer { wasLower = false }
    guard !open.isEmpty else { return }
    let text = String(decoding: open, as: UTF8.self)
    words.append(SpokenWord(text: text, isJoined: isJoined && !isFirst, isFirst: isFirst, isWide: isOpenWide))
    open.removeAll(keepingCapacity: true)
    (isJoined, isFirst) = (false, false)
  }

  private static func isPlainWord(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value | 0x20) &- 0x61 < 26 || scalar.value &- 0x30 < 10
  }

  private static func isMarkedWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Han, Hiragana, Katakana.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3005, 0x3041...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static let accented: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ё": "е",
    ]
    for (plain, marked) in [
      ("a", "áàâäãåāăą"), ("c", "çćč"), ("d", "ď"), ("e", "éèêëēėęě"), ("i", "íìîïīį"), ("l", "ľĺ"),
      ("n", "ñńň"), ("o", "óòôöõőō"), ("r", "řŕ"), ("s", "śšş"), ("t", "ťţ"), ("u", "úùûüűūů"), ("y", "ýÿ"),
      ("z", "źžż"), ("g", "ğ"),
    ] {
      for scalar in marked.unicodeScalars { table[scalar] = plain }
    }
    return table
  }()

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    let lower = scalar.properties.lowercaseMapping
    guard let first = lower.unicodeScalars.first else { return lower }
    return accented[first] ?? lower
  }
}
