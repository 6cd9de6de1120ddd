import Findings
import MarkdownDocument

/// Reads the settings in a block of code: `RuntimeMaxUse=200M`, `maxretry = 3`, `BACKUP_DIR="/backups"`, and
/// the remarks
/// in a drawing of a folder tree.
enum SettingsFence {
  struct Setting {
    var name: String
    var value: Located<String>
  }

  private static let languages: Set<String> = [
    "ini", "env", "dotenv", "properties", "conf", "toml", "yaml", "yml", "systemd", "cfg", "config",
    "editorconfig", "text", "txt",
  ]

  static func settings(_ block: CodeBlock) -> [Setting] {
    let language = block.language.lowercased()
    let isShell = ["bash", "sh", "shell", "zsh"].contains(language)
    guard languages.contains(language) || isShell || language.isEmpty else { return [] }
    let mayColon = language.hasPrefix("y") || language.isEmpty && isCard(block)
    return block.lines.compactMap { line in
      guard line.value.utf8.count < 400 else { return nil }
      return branch(line) ?? setting(line, mayColon: mayColon)
    }
  }

  /// A block of nothing but `Key: value`.
  private static func isCard(_ block: CodeBlock) -> Bool {
    let lines = block.lines.filter { !$0.value.utf8.allSatisfy { $0 == 0x20 } }
    return lines.count > 1 && lines.count < 40
      && lines.allSatisfy { line in
        guard let colon = line.value.firstRange(of: ": ") else { return false }
        let key = line.value[..<colon.lowerBound]
        return key.utf8.count < 24 && key.first?.isUppercase ?? false
          && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      }
  }

  /// `│   ├── backup.sh    # pre-migration backup`
  private static func branch(_ line: Located<String>) -> Setting? {
    guard line.value.contains("── "), let hash = line.value.firstRange(of: "# "),
      let dash = line.value.firstRange(of: "── ")
    else { return nil }
    guard dash.upperBound < hash.lowerBound else { return nil }
    let start = line.value.utf8.distance(from: line.value.startIndex, to: hash.upperBound)
    let end = line.value.utf8.count
    guard start < end else { return nil }
    return Setting(
      name: String(line.value[dash.upperBound..<hash.lowerBound]).trimmed, value: line.part(start..<end))
  }

  private static func setting(_ line: Located<String>, mayColon: Bool) -> Setting? {
    line.value.withBytes { bytes -> Setting? in
      let all = bytes.trimmed(0..<bytes.count)
      guard let mark = all.first(where: { bytes[$0] == 0x3D || mayColon && bytes[$0] == 0x3A }),
        mark > all.lowerBound,
        mark + 1 < all.upperBound
      else { return nil }
      if bytes[mark] == 0x3A, bytes[mark + 1] != 0x20 { return nil }
      var name = bytes.trimmed(all.lowerBound..<mark)
      for lead in ["export ", "- "] where bytes[name].starts(with: lead.utf8) {
        name = (name.lowerBound + lead.utf8.count)..<name.upperBound
      }
      guard !name.isEmpty, name.allSatisfy({ isNameByte(bytes[$0]) }),
        !bytes[name].elementsEqual("export".utf8),
        name.contains(where: { bytes[$0] >= 0x41 }), bytes[mark + 1] != 0x3D
      else { return nil }
      var value = bytes.trimmed((mark + 1)..<all.upperBound)
      guard let first = value.first, let last = value.last else { return nil }
      if bytes[first] == bytes[last], bytes[first] == 0x22 || bytes[first] == 0x27, value.count > 1 {
        value = (first + 1)..<last
      }
      guard !value.isEmpty, !value.contains(where: { bytes[$0] == 0x24 || bytes[$0] == 0x60 }),
        value.count <= 120
      else { return nil }
      let text = line.value.part(value)
      guard !isExample(text) else { return nil }
      return Setting(name: line.value.part(name), value: line.part(value))
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F || byte == 0x2E
      || byte == 0x2D
  }

  /// Values that stand for what the reader has to fill in.
  static func isExample(_ value: String) -> Bool {
    let text = value.lowercased()
    if ExampleValue.hasOpenPart(text) { return true }
    return ["your", "example", "changeme", "change_me", "xxx", "<", "...", "…", "v1.2.3"].contains(
      where: text.contains) || text == "1.2.3"
  }
}
