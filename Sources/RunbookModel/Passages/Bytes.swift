import Findings

extension String {
  /// The text's UTF-8 bytes in place, without a copy for a native string.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }

  /// A stretch of the text given in UTF-8 bytes.
  func part(_ offsets: Range<Int>) -> String {
    let utf8 = self.utf8
    let start = utf8.index(startIndex, offsetBy: offsets.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: offsets.count)])
  }

  /// All of it where it is one line.
  var firstLine: Substring {
    let end = withBytes { $0.firstIndex(of: UInt8(ascii: "\n")) }
    return end.map { self[..<utf8.index(startIndex, offsetBy: $0)] } ?? self[...]
  }

  /// Without blanks at either end.
  var trimmed: String {
    let isBare = withBytes { bytes in
      guard let first = bytes.first, let last = bytes.last else { return true }
      return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
    }
    if isBare { return self }
    var rest = self[...].drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }

  /// The words between blanks.
  var words: [String] {
    withBytes { bytes in
      bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The last part of a path without its ending: `/srv/nightly-update.sh` is `nightly-update`.
  var fileStem: String {
    let file = split(separator: "/").last.map(String.init) ?? self
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}

/// In place of what the standard library offers under these names, which goes from character to character: ten times
/// faster, and the same wherever what is looked for is plain.
extension StringProtocol {
  func hasPrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  func hasSuffix(_ suffix: String) -> Bool {
    let surplus = utf8.count - suffix.utf8.count
    return surplus >= 0 && utf8.dropFirst(surplus).elementsEqual(suffix.utf8)
  }
}

/// What a character is, its first sign says; of plain ones without the tables of Unicode, which are ten times slower.
extension Character {
  var isLetter: Bool { plain.map { ($0 | 0x20) &- 0x61 < 26 } ?? sign.isAlphabetic }
  var isNumber: Bool { plain.map { $0 &- 0x30 < 10 } ?? (sign.numericType != nil) }
  var isWhitespace: Bool { plain.map { $0 == 0x20 || $0 &- 0x09 < 5 } ?? sign.isWhitespace }

  private var plain: UInt8? { utf8.first.flatMap { $0 < 0x80 ? $0 : nil } }
  private var sign: Unicode.Scalar.Properties { unicodeScalars[unicodeScalars.startIndex].properties }
}

/// Here the standard library looks for the types of what it goes through, which costs a lookup a fiftieth of its time.
extension Array where Element: StringProtocol {
  func joined(separator: String) -> String {
    var text = ""
    for (place, part) in enumerated() {
      if place > 0 { text += separator }
      text += part
    }
    return text
  }
}

extension Substring {
  func split(
    separator: Character, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    guard let byte = separator.asciiValue else {
      return split(maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences) {
        $0 == separator
      }
    }
    return utf8.split(
      separator: byte, maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences
    ).map { Substring($0) }
  }
}

extension String {
  func split(
    separator: Character, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    self[...].split(
      separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The range without blanks at either end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, self[first] == 0x20 || self[first] == 0x09 {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, self[last] == 0x20 || self[last] == 0x09 {
      range = range.lowerBound..<last
    }
    return range
  }

  /// A value of one clause ends without its full stop; `...` and a value of several sentences keep theirs.
  func withoutFullStop(_ range: Range<Int>) -> Range<Int> {
    let stop = UInt8(ascii: ".")
    guard let last = range.last, self[last] == stop, range.count > 1, self[last - 1] != stop else {
      return range
    }
    for index in range.dropLast() where self[index] == stop && self[index + 1] == 0x20 { return range }
    return range.lowerBound..<last
  }
}

extension Located where Value == String {
  /// The first absolute path in the value, with its own place.
  var path: Located<String>? {
    let bytes = Array(value.utf8)
    let stops = ByteSet(" \t\n`'\",;()<>")
    for start in bytes.indices where bytes[start] == UInt8(ascii: "/") {
      guard start == 0 || stops.contains(bytes[start - 1]) else { continue }
      var end = start
      while end < bytes.count, !stops.contains(bytes[end]) { end += 1 }
      while end > start + 1, ".:".utf8.contains(bytes[end - 1]) { end -= 1 }
      guard end - start > 1 else { continue }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      return Located(
        text,
        at: SourceRange(file: range.file, line: range.line, column: range.column + start, length: end - start)
      )
    }
    return nil
  }
}
