/// What a terminal prints in front of a command, taken off: `$ `, `deploy@web:~$ `, `PS C:\> `.
public enum Prompt {
  /// `# ` is a comment unless the block shows other signs that it is root's prompt; the caller knows the
  /// block.
  public static func strip(_ line: String, rootPrompt: Bool = false) -> (command: String, hadPrompt: Bool) {
    guard mayHavePrompt(line) else { return (line, false) }
    let text = line.drop { $0 == " " || $0 == "\t" }
    for sign in ["$ ", "% ", "> ", "❯ ", "➜ "] + (rootPrompt ? ["# "] : []) where text.hasPrefix(sign) {
      // `> /var/log/x.log` empties a file.
      if sign == "> ", text.dropFirst(2).first == "/", !text.dropFirst(2).contains(" ") {
        return (line, false)
      }
      return (trimmed(text.dropFirst(sign.count)), true)
    }
    for strip in [bracketed, account, windows] {
      if let command = strip(text) { return (trimmed(command), true) }
    }
    return (line, false)
  }

  /// Every prompt has one of these signs: the last three begin `❯`, `➜` and root's.
  private static func mayHavePrompt(_ line: String) -> Bool {
    line.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: ">"), UInt8(ascii: "@"), 0xE2,
        UInt8(ascii: "#"):
        true
      default: false
      }
    }
  }

  /// `[deploy@web ~]$ `, `[root@web ~]# `
  private static func bracketed(_ text: Substring) -> Substring? {
    guard text.first == "[", let close = text.prefix(longest).firstIndex(of: "]") else { return nil }
    guard text[..<close].contains("@") else { return nil }
    return behindSign(text[text.index(after: close)...])
  }

  /// `deploy@web:~$ `, `(venv) root@web:/srv# `
  private static func account(_ text: Substring) -> Substring? {
    var rest = text
    if rest.first == "(", let close = rest.prefix(longest).firstIndex(of: ")") {
      rest = rest[rest.index(after: close)...].drop { $0 == " " }
    }
    guard let at = rest.prefix(longest).firstIndex(of: "@"), at != rest.startIndex else { return nil }
    guard rest[..<at].allSatisfy(isNameLetter) else { return nil }
    let host = rest[rest.index(after: at)...]
    guard let end = host.prefix(longest).firstIndex(where: { $0 == "$" || $0 == "#" }) else { return nil }
    let place = host[..<end]
    guard !place.isEmpty, place.allSatisfy({ isNameLetter($0) || ":~/ ".contains($0) }) else { return nil }
    guard place.contains(":") || !place.contains(" ") else { return nil }
    return behindSign(host[end...])
  }

  /// `PS C:\srv> `, `C:\> `
  private static func windows(_ text: Substring) -> Substring? {
    var rest = text
    let isPowerShell = rest.hasPrefix("PS ")
    if isPowerShell { rest = rest.dropFirst(3) }
    if text.hasPrefix("PS> ") { return text.dropFirst(4) }
    guard let drive = rest.first, drive.isASCII, drive.isLetter, rest.dropFirst().hasPrefix(":") else {
      return nil
    }
    guard let end = rest.prefix(longest).firstIndex(of: ">") else { return nil }
    guard isPowerShell || !rest[..<end].contains(" ") else { return nil }
    return rest[rest.index(after: end)...]
  }

  private static func behindSign(_ text: Substring) -> Substring? {
    guard let sign = text.first, "$#%".contains(sign) else { return nil }
    let rest = text.dropFirst()
    return rest.isEmpty || rest.first == " " ? rest : nil
  }

  private static func isNameLetter(_ letter: Character) -> Bool {
    letter.isLetter || letter.isNumber || "._-".contains(letter)
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text.drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }

  /// A prompt is short; what is longer is a sentence.
  private static let longest = 120
}
