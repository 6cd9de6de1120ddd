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
    text.withBytes { bytes in
      var spelling = Spelling()
      var place = 0
      while place < bytes.count {
        if bytes[place] >= 0x80 {
          place = spelling.takeMarked(bytes, place)
        } else if isPlainWord(bytes[place]) {
          place = spelling.takePlain(bytes, place)
        } else {
          spelling.separate(Unicode.Scalar(bytes[place]))
          place += 1
        }
      }
      spelling.close()
      return spelling.words
    }
  }

  /// Plain letters and figures as far as they go; gives the place behind them.
  private mutating func takePlain(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    begin(isWide: false)
    var place = start
    while place < bytes.count, Self.isPlainWord(bytes[place]) {
      let isUpper = bytes[place] &- 0x41 < 26
      if isUpper, wasLower, open.count > 1 {
        close()
        isJoined = true
      }
      wasLower = bytes[place] &- 0x61 < 26
      open.append(isUpper ? bytes[place] | 0x20 : bytes[place])
      place += 1
    }
    return place
  }

  /// One letter or sign of more than a byte; gives the place behind it.
  private mutating func takeMarked(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
      let isWide = Self.isWide(scalar)
      guard isWide || Self.isMarkedWord(scalar) else {
        separate(scalar)
        continue
      }
      begin(isWide: isWide)
      wasLower = false
      open += (isWide ? String(scalar) : Self.folded(scalar)).utf8
    }
    return end
  }

  /// A letter follows: of the open word, unless that is in the other kind of letters.
  private mutating func begin(isWide: Bool) {
    isStop = false
    if !open.isEmpty, isWide != isOpenWide { close() }
    isOpenWide = isWide
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

  private static func isPlainWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
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
