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
    if language == "nginx" { return block.lines.compactMap(directive) }
    let isShell = ["bash", "sh", "shell", "zsh"].contains(language)
    guard languages.contains(language) || isShell || language.isEmpty else { return [] }
    let isPlain = language.isEmpty || language == "text" || language == "txt"
    return (isPlain ? paragraphs(block) : [block.lines[...]]).flatMap { lines -> [Setting] in
      if isPlain, let pairs = card(lines) ?? columns(lines) { return pairs }
      return lines.compactMap { line in
        guard line.value.utf8.count < 400 else { return nil }
        return branch(line) ?? setting(line, mayColon: language.hasPrefix("y"), isShell: isShell)
      }
    }
  }

  private static func paragraphs(_ block: CodeBlock) -> [ArraySlice<Located<String>>] {
    block.lines.split { $0.value.utf8.allSatisfy { $0 == 0x20 } }
  }

  /// `root /srv/shop;`, `proxy_pass http://127.0.0.1:4000;`: the address without its scheme.
  private static func directive(_ line: Located<String>) -> Setting? {
    line.value.withBytes { bytes -> Setting? in
      let all = bytes.trimmed(0..<bytes.count)
      guard all.count < 200, let end = all.last, bytes[end] == UInt8(ascii: ";"),
        let blank = all.first(where: { bytes[$0] == 0x20 })
      else { return nil }
      let name = line.value.part(all.lowerBound..<blank)
      var value = bytes.trimmed(blank..<end)
      guard directives.contains(name) else { return nil }
      for scheme in ["http://", "https://"] where bytes[value].starts(with: scheme.utf8) {
        value = (value.lowerBound + scheme.utf8.count)..<value.upperBound
      }
      guard !value.isEmpty, !value.contains(where: { bytes[$0] == 0x24 }), !isExample(line.value.part(value))
      else { return nil }
      return Setting(name: name, value: line.part(value))
    }
  }

  private static let directives = WordTable(
    """
    root alias proxy_pass fastcgi_pass uwsgi_pass server_name access_log error_log ssl_certificate ssl_certificate_key
    client_max_body_size
    """)

  /// Nothing but `Key: value`.
  private static func card(_ lines: ArraySlice<Located<String>>) -> [Setting]? {
    guard (2..<40).contains(lines.count) else { return nil }
    let entries = lines.compactMap(entry)
    return entries.count == lines.count ? entries : nil
  }

  private static func entry(_ line: Located<String>) -> Setting? {
    guard line.value.utf8.count < 400, let colon = line.value.firstRange(of: ": ") else { return nil }
    let start = line.value.utf8.distance(from: line.value.startIndex, to: colon.upperBound)
    let value = line.value.withBytes { $0.trimmed(start..<$0.count) }
    let name = String(line.value[..<colon.lowerBound])
    guard isKey(name), !value.isEmpty, !isExample(line.value.part(value)) else { return nil }
    return Setting(name: name, value: line.part(value))
  }

  /// `Base domain    home.test`: keys and values in two columns, and no more columns than these.
  private static func columns(_ lines: ArraySlice<Located<String>>) -> [Setting]? {
    guard (2..<40).contains(lines.count) else { return nil }
    var settings: [Setting] = [], column: Int?
    for line in lines {
      guard line.value.utf8.count < 200, let gap = line.value.firstRange(of: "  ") else { return nil }
      let end = line.value.utf8.distance(from: line.value.startIndex, to: gap.lowerBound)
      let value = line.value.withBytes { $0.trimmed(end..<$0.count) }
      let name = String(line.value[..<gap.lowerBound])
      guard isKey(name), !value.isEmpty, column ?? value.lowerBound == value.lowerBound,
        !line.value.part(value).contains("  ")
      else { return nil }
      column = value.lowerBound
      if !isExample(line.value.part(value)) { settings.append(Setting(name: name, value: line.part(value))) }
    }
    // `NAME    STATUS` stands above what a program has printed.
    guard
      !lines.contains(where: {
        $0.value.contains(where: \.isLetter) && !$0.value.contains(where: \.isLowercase)
      })
    else { return nil }
    return settings
  }

  /// A few words, the first with a capital.
  private static func isKey(_ name: String) -> Bool {
    (2..<32).contains(name.utf8.count) && name.first?.isUppercase ?? false
      && name.allSatisfy { $0.isLetter || $0.isNumber || " _-/".contains($0) } && !name.contains("  ")
      && name.split(separator: " ").count <= 5
  }

  /// `│   ├── backup.sh    # pre-migration backup`
  private static func branch(_ line: Located<String>) -> Setting? {
    guard let (name, remark) = parts(line) else { return nil }
    return Setting(name: name.value, value: remark)
  }

  /// The same the other way round: what the remark speaks of lies there.
  static func branches(_ block: CodeBlock, areCommands: Bool) -> [Setting] {
    let isDrawn = block.lines.contains { $0.value.contains("── ") }
    guard isDrawn || !areCommands else { return [] }
    return block.lines.compactMap { line in
      guard line.value.utf8.count < 400, let (name, remark) = isDrawn ? parts(line) : described(line),
        remark.value.utf8.count <= 80,
        !isExample(name.value)
      else { return nil }
      return Setting(name: remark.value, value: name)
    }
  }

  /// `/srv/shop/   → the web shop`
  private static func described(_ line: Located<String>) -> (name: Located<String>, remark: Located<String>)?
  {
    line.value.withBytes { bytes in
      let all = bytes.trimmed(0..<bytes.count)
      guard let blank = all.first(where: { bytes[$0] == 0x20 }), !line.value.contains("://"),
        bytes[all.lowerBound..<blank].contains(0x2F)
      else { return nil }
      let rest = bytes.trimmed(blank..<all.upperBound)
      guard let mark = marks.first(where: { bytes[rest].starts(with: $0.utf8) }) else { return nil }
      let remark = bytes.trimmed((rest.lowerBound + mark.utf8.count)..<rest.upperBound)
      return remark.isEmpty ? nil : (line.part(all.lowerBound..<blank), line.part(remark))
    }
  }

  private static let marks = ["→ ", "-> ", "# ", "— ", "– ", "- ", "← "]

  private static func parts(_ line: Located<String>) -> (name: Located<String>, remark: Located<String>)? {
    guard let dash = line.value.firstRange(of: "── "), let hash = line.value.firstRange(of: "# "),
      dash.upperBound < hash.lowerBound
    else { return nil }
    func offset(_ index: String.Index) -> Int {
      line.value.utf8.distance(from: line.value.startIndex, to: index)
    }
    let name = line.value.withBytes { $0.trimmed(offset(dash.upperBound)..<offset(hash.lowerBound)) }
    let remark = offset(hash.upperBound)..<line.value.utf8.count
    return name.isEmpty || remark.isEmpty ? nil : (line.part(name), line.part(remark))
  }

  private static func setting(_ line: Located<String>, mayColon: Bool, isShell: Bool) -> Setting? {
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
      guard let first = value.first else { return nil }
      if bytes[first] == 0x22 || bytes[first] == 0x27 {
        guard let last = value.dropFirst().first(where: { bytes[$0] == bytes[first] }),
          isRemark(bytes, (last + 1)..<value.upperBound)
        else { return nil }
        value = (first + 1)..<last
      } else if isShell, let blank = value.first(where: { bytes[$0] == 0x20 }) {
        // `LEVEL=debug ./x.sh`
        value = value.lowerBound..<blank
      }
      guard !value.isEmpty, !value.contains(where: { bytes[$0] == 0x24 || bytes[$0] == 0x60 }),
        value.count <= 120
      else { return nil }
      let text = line.value.part(value)
      guard !isExample(text) else { return nil }
      return Setting(name: line.value.part(name), value: line.part(value))
    }
  }

  /// Nothing, or what stands behind a `#`.
  private static func isRemark(_ bytes: UnsafeBufferPointer<UInt8>, _ rest: Range<Int>) -> Bool {
    let next = rest.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 }
    return next.map { bytes[$0] == 0x23 } ?? true
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F || byte == 0x2E
      || byte == 0x2D
  }

  /// Values that stand for what the reader has to fill in.
  static func isExample(_ value: String) -> Bool {
    let text = value.lowercased()
    if ExampleValue.hasOpenPart(text) || ExampleValue.isNoAddress(text) { return true }
    return ["your", "example", "changeme", "change_me", "xxx", ".x.x", "<", "...", "…", "v1.2.3"].contains(
      where: text.contains) || text == "1.2.3"
  }
}
