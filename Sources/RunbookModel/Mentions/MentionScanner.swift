/// Finds what a text mentions, in one pass over its words. It knows shapes only: what begins with `https://`,
/// what is
/// four numbers with dots, what stands behind `port`.
struct MentionScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let text: String
  private(set) var found: [Mention] = []
  private(set) var previous: [Range<Int>] = []
  /// Of "9 daily", until another one says that copies are counted.
  var counted: Range<Int>?

  static func mentions(_ text: String) -> [Mention] {
    text.withBytes { bytes in
      var scanner = MentionScanner(bytes: bytes, text: text)
      scanner.scan()
      return scanner.found
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, text: String) {
    self.bytes = bytes
    self.text = text
  }

  private static let breaks = ByteSet(" \t\n\"'`,;()<>|{}")
  private static let trailing = ByteSet(".:!?*\\")

  private mutating func scan() {
    var index = 0
    while index < bytes.count {
      if Self.breaks.contains(bytes[index]) || isWideMark(index) {
        if bytes[index] == 0x0A { previous = [] }
        index += bytes[index] < 0x80 ? 1 : 3
        continue
      }
      var end = index
      while end < bytes.count, !isWideMark(end) {
        if bytes[end] == 0x3C, let close = closing(end) {
          end = close + 1
        } else if Self.breaks.contains(bytes[end]) {
          break
        } else {
          end += 1
        }
      }
      if let quote = quoteOfDrive(index) { end = quote }
      // A placeholder belongs to the word around it: `bot<TOKEN>/x`.
      word(index..<end)
      index = end
    }
  }

  /// Where `"C:\Program Files\shop"` ends: between quotes a blank is part of the path.
  private func quoteOfDrive(_ start: Int) -> Int? {
    guard start > 0, start + 2 < bytes.count, bytes[start + 1] == 0x3A, bytes[start + 2] == 0x5C,
      bytes[start - 1] == 0x22 || bytes[start - 1] == 0x27
    else { return nil }
    let end = bytes[start...].prefix(260).firstIndex { $0 == bytes[start - 1] || $0 == 0x0A }
    return end.flatMap { bytes[$0] == bytes[start - 1] ? $0 : nil }
  }

  /// Where a placeholder in the middle of a path ends: `/srv/<shop>/x`.
  private func closing(_ open: Int) -> Int? {
    guard open > 0, bytes[open - 1] == 0x2F || bytes[open - 1] == 0x2D || bytes[open - 1] == 0x5F else {
      return nil
    }
    let end = bytes[(open + 1)...].prefix(32).firstIndex {
      !((0x61...0x7A).contains($0 | 0x20) || isDigit($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E)
    }
    return end.flatMap { bytes[$0] == 0x3E && $0 > open + 1 ? $0 : nil }
  }

  /// The marks of Chinese and Japanese text: 、 。 （ ） ， ： ； and the brackets around words.
  private func isWideMark(_ index: Int) -> Bool {
    guard index + 2 < bytes.count else { return false }
    if bytes[index] == 0xE3, bytes[index + 1] == 0x80 { return true }
    return bytes[index] == 0xEF && bytes[index + 1] == 0xBC
      && [0x88, 0x89, 0x8C, 0x9A, 0x9B].contains(bytes[index + 2])
  }

  private mutating func word(_ range: Range<Int>) {
    var range = range
    if has("git@", at: range.lowerBound, before: range.upperBound), takeRepository(range) { return }
    while let last = range.last, Self.trailing.contains(bytes[last]), range.count > 1 {
      if bytes[last] == 0x2A, range.count > 1, bytes[last - 1] == 0x2F { break }
      range = range.lowerBound..<last
    }
    defer { previous = Array((previous + [range]).suffix(4)) }
    guard !range.isEmpty else { return }
    if takeSetting(range) { return }
    if takeAddress(range) { return }
    if takePath(range) { return }
    if takeDomain(range) { return }
    takeNumber(range)
    takeProduct(range)
    takeName(range)
  }

  /// Whether it stands there, whole in front of the end of the word.
  func has(_ prefix: StaticString, at index: Int, before end: Int) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard index + count <= end else { return false }
    return prefix.withUTF8Buffer { $0.elementsEqual(bytes[index..<(index + count)]) }
  }

  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  mutating func add(
    _ kind: Mention.Kind, _ range: Range<Int>, name: String? = nil, of owner: Range<Int>? = nil
  ) {
    guard !range.isEmpty else { return }
    // Of `30` and `30 days` the longer one is said.
    if let last = found.last, last.kind == kind, last.offsets.lowerBound == range.lowerBound {
      found.removeLast()
    }
    found.append(Mention(kind: kind, name: name, offsets: range, owner: owner))
  }

  /// URLs, with the port in them; addresses of four numbers, with the port behind them; repositories;
  /// handles.
  private mutating func takeAddress(_ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    if let scheme = range.first(where: { has("://", at: $0, before: range.upperBound) }) {
      if range.upperBound > scheme + 3 {
        let address = text.part(range)
        // Names that RFC 2606 reserves stand for another.
        guard !address.contains("://example.") else { return true }
        add(address.hasSuffix(".git") ? .repository : .url, range)
        takePort(in: (scheme + 3)..<range.upperBound)
      }
      return true
    }
    if bytes[start] == 0x40, range.count > 2, (bytes[start + 1] | 0x20) >= 0x61,
      !range.contains(where: { bytes[$0] == 0x2F })
    {
      add(.handle, range)
      return true
    }
    if let at = range.dropFirst().first(where: { bytes[$0] == 0x40 }), takeLogin(range, at) { return true }
    if let end = ipEnd(start), end <= range.upperBound {
      if end == range.upperBound, isBehindSSH, handsOn(range) { return true }
      guard !Self.resolvers.contains(text.part(start..<end)) else { return true }
      add(.ip, start..<end)
      if end < range.upperBound { takePort(in: start..<range.upperBound) }
      return true
    }
    if isIPv6(range) {
      if !Self.resolvers.contains(text.part(range)) { add(.ip, range) }
      return true
    }
    if has("localhost:", at: start, before: range.upperBound) {
      takePort(in: range)
      return true
    }
    return false
  }

  /// The public resolvers of Cloudflare, Google, Quad9 and OpenDNS: no server of whoever asks them.
  private static let resolvers = WordTable(
    """
    1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220
    2606:4700:4700::1111 2606:4700:4700::1001 2001:4860:4860::8888 2001:4860:4860::8844 2620:fe::fe
    """)

  /// `ssh ann@10.0.0.4`, `ann@10.0.0.4:/srv/`: who logs in, and where.
  private mutating func takeLogin(_ range: Range<Int>, _ at: Int) -> Bool {
    let end = ipEnd(at + 1)
    let isCopy = end.map { $0 < range.upperBound && bytes[$0] == 0x3A } ?? false
    // `ann@10.0.0.4` by itself is an address too.
    let isWhole = end == range.upperBound
    guard isBehindSSH || isCopy || isWhole, !(isBehindSSH && handsOn(range)) else {
      return isBehindSSH && isWhole
    }
    let user = range.lowerBound..<at
    if isBehindSSH || isCopy, isName(user), !Self.anybody.contains(text.part(user).lowercased()) {
      add(.user, user)
    }
    guard let end, isCopy || isWhole else { return false }
    add(.ip, (at + 1)..<end)
    return true
  }

  private static let anybody: Set<String> = [
    "user", "username", "youruser", "benutzer", "usuario", "utilisateur", "utente", "gebruiker",
  ]

  /// `ssh root@10.0.0.4 "…"` says where a command runs, and nothing of what it is for.
  private func handsOn(_ range: Range<Int>) -> Bool {
    let next = bytes[range.upperBound...].prefix(2)
    return next.count == 2 && next.first == 0x20 && (next.last == 0x22 || next.last == 0x27)
  }

  private var isBehindSSH: Bool {
    previous.contains { word in
      word.count == 3 && bytes[word.lowerBound] == 0x73 && bytes[word.lowerBound + 1] == 0x73
        && bytes[word.lowerBound + 2] == 0x68
    }
  }

  /// `git@github.com:<owner>/name.git`: the placeholder in it ends no word.
  private mutating func takeRepository(_ range: Range<Int>) -> Bool {
    guard range.contains(where: { bytes[$0] == 0x3A }) else { return false }
    var end = range.upperBound
    while end < bytes.count, !" \t\n\"'`),".utf8.contains(bytes[end]) { end += 1 }
    add(.repository, range.lowerBound..<end)
    return true
  }

  private func ipEnd(_ start: Int) -> Int? {
    var index = start, groups = 0
    while groups < 4 {
      let first = index
      while index < bytes.count, isDigit(bytes[index]), index - first < 3 { index += 1 }
      guard index > first, index - first < 3 || Self.isByte(bytes[first..<index]) else { return nil }
      groups += 1
      if groups < 4 {
        guard index < bytes.count, bytes[index] == 0x2E else { return nil }
        index += 1
      }
    }
    if index < bytes.count,
      isDigit(bytes[index]) || bytes[index] == 0x2E && index + 1 < bytes.count && isDigit(bytes[index + 1])
    {
      return nil
    }
    return index
  }

  /// Of three figures, `255` at most: what is more stands for an address and is none.
  private static func isByte(_ figures: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    figures.elementsEqual("255".utf8) || figures.lexicographicallyPrecedes("255".utf8)
  }

  /// `2001:db8:44::1`
  private func isIPv6(_ range: Range<Int>) -> Bool {
    guard range.count > 6, bytes[range.lowerBound] | 0x20 <= 0x66 else { return false }
    let colons = range.count { bytes[$0] == 0x3A }
    guard colons > 2,
      range.allSatisfy({ isDigit(bytes[$0]) || bytes[$0] == 0x3A || (0x61...0x66).contains(bytes[$0] | 0x20) }
      )
    else { return false }
    return colons == 7 || zip(range, range.dropFirst()).contains { bytes[$0] == 0x3A && bytes[$1] == 0x3A }
  }

  /// `host:8080`, up to the first slash.
  private mutating func takePort(in range: Range<Int>) {
    let end = range.first { bytes[$0] == 0x2F } ?? range.upperBound
    guard let colon = (range.lowerBound..<end).last(where: { bytes[$0] == 0x3A }) else { return }
    let digits = (colon + 1)..<end
    guard (2...5).contains(digits.count), digits.allSatisfy({ isDigit(bytes[$0]) }) else { return }
    add(.port, digits)
  }

  /// `DEFAULT_AGENT=operator`
  private mutating func takeSetting(_ range: Range<Int>) -> Bool {
    guard let equal = range.first(where: { bytes[$0] == 0x3D }), equal > range.lowerBound + 1,
      equal + 1 < range.upperBound
    else {
      return false
    }
    let name = range.lowerBound..<equal
    guard name.allSatisfy({ (0x41...0x5A).contains(bytes[$0]) || isDigit(bytes[$0]) || bytes[$0] == 0x5F })
    else { return false }
    let value = (equal + 1)..<range.upperBound
    guard bytes[value.lowerBound] != 0x24 else { return true }
    add(.setting, value, name: text.part(name))
    return true
  }

  private mutating func takePath(_ range: Range<Int>) -> Bool {
    guard let kind = PathShape.kind(bytes, range) else { return false }
    add(kind, range)
    return true
  }

  func isName(_ range: Range<Int>) -> Bool {
    range.allSatisfy { bytes[$0] > 0x20 && bytes[$0] < 0x7F && bytes[$0] != 0x24 && bytes[$0] != 0x3D }
      && (bytes[range.lowerBound] | 0x20) >= 0x61
  }
}
