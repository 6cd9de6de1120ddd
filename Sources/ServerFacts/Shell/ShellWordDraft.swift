/// A word that grows.
struct ShellWordDraft {
  private var parts: [ShellWord.Part] = []
  private var literal: [UInt8] = []
  var isQuoted = false

  mutating func add(_ byte: UInt8) { literal.append(byte) }

  mutating func add(_ part: ShellWord.Part) {
    close()
    parts.append(part)
  }

  private mutating func close() {
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    literal = []
  }

  mutating func word(_ text: String) -> ShellWord {
    close()
    return ShellWord(text: text, parts: parts.isEmpty ? [.literal("")] : parts, isQuoted: isQuoted)
  }
}
