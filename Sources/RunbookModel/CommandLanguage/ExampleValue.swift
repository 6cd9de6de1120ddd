import Findings

/// An assigned value that nobody means literally: `v1.2.3`, `2024-01-31`, `example.com`, `1.2.3.4`, `foo`.
enum ExampleValue {
  static func isExample(_ value: String) -> Bool {
    guard !value.isEmpty, value.utf8.count <= 80 else { return false }
    let small = value.lowercased()
    return isVersion(small) || isDate(small) || isExampleHost(small) || isFoo(small)
  }

  /// A value that is not settled yet: `TBD`, `?`.
  static func isUnsettled(_ value: String) -> Bool {
    guard value.utf8.count <= 24, let first = value.utf8.first, first >= 0x80 || openings.contains(first)
    else {
      return false
    }
    let small = value.lowercased().trimmed
    return unsettled.contains(small) || !small.isEmpty && small.allSatisfy { $0 == "?" }
  }

  /// What they begin with: most values are told apart by one look.
  private static let openings = ByteSet("tTnN(oOpPaAdD? ")

  private static let unsettled = [
    "tbd", "tba", "tbc", "todo", "to do", "to be defined", "to be determined", "to be decided", "n/a",
    "(tbd)", "not set yet", "offen", "noch offen", "pendiente", "por definir", "à définir", "a definir",
    "da definire", "nog te bepalen", "не определено", "待定", "未定", "待补充", "暂无",
  ]

  /// Nothing but places to be filled in: `<your-domain>`, `<user>, <host>`, `your-server-ip`.
  static func isPlace(_ value: String) -> Bool {
    if value.utf8.count <= 80, !value.utf8.contains(0x20), hasOpenPart(value) { return true }
    guard value.utf8.first == UInt8(ascii: "<"), value.utf8.last == UInt8(ascii: ">"), value.utf8.count <= 160
    else {
      return false
    }
    return value.split(separator: ">").allSatisfy { piece in
      piece.drop { " ,/".contains($0) }.first == "<" && !piece.contains("</")
    }
  }

  /// A part that nobody means literally stands in it: `/path/to/`, `user:pass@`, `redis://host:6379`.
  static func hasOpenPart(_ value: String) -> Bool { value.hasPrefix("path/to/") || openParts.isIn(value) }

  private static let openParts = PhraseSet(
    [
      "/path/to/", "user:pass", "username:password", "://host:", "://host/", "@host:", "@host/",
      "://hostname", "your-server", "your-ip", "your-user", "your-repo", "your-org", "your-app", "your-host",
      "your-project",
      "your-vps", "your-domain", "://server-ip", "@server-ip", "@server-address", "user@server",
      "utilisateur@serveur",
      "benutzer@server", "usuario@servidor",
      "@hostname", "/pfad/zu/", "/pfad/zum/", "/ruta/a/", "/chemin/vers/", "/caminho/para/", "/percorso/",
      "dein-", "deine-", "ihre-", "votre-", "nombre-", "tu-dominio", "tu-servidor", "tu-usuario",
      "tu-proyecto", "tu-repo", "tudominio", "tuservidor", "midominio.", "seudominio", "seudomínio",
      "tuodominio",
      "votredomaine", "deinedomain", "ihredomain", "jouwdomein", "yourdomain", "://myapp", "://my-app",
      "://bucket/", "://my-bucket/",
    ], insideWords: true)

  /// `.env.example`: what is copied from it is written for the first time.
  static func isTemplate(_ file: String) -> Bool {
    ["example", "sample", "template", ".dist", ".default"].contains(where: file.contains)
  }

  /// `RELEASE_TAG` is `tag`.
  static func name(_ variable: String) -> String {
    (variable.split(separator: "_").last.map(String.init) ?? variable).lowercased()
  }

  /// `1.2.3`, `v1.2.3`, `v1.2.3-rc.1`, `1.2.3.4`
  private static func isVersion(_ text: String) -> Bool {
    let bare = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = bare.prefix { $0.isNumber || $0 == "." }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 || bare == "1.2.3.4", parts.allSatisfy({ !$0.isEmpty && $0.count <= 4 }) else {
      return false
    }
    let tail = bare.dropFirst(core.count)
    return tail.isEmpty || tail.first == "-" || tail.first == "+"
  }

  /// `2024-01-31`, `20240131`, `2024-01-31_02-00`, `20240131_020000`
  private static func isDate(_ text: String) -> Bool {
    let digits = text.filter(\.isNumber)
    guard text.allSatisfy({ $0.isNumber || "-_:t".contains($0) }), [8, 12, 14].contains(digits.count) else {
      return false
    }
    guard digits.hasPrefix("19") || digits.hasPrefix("20") else { return false }
    let month = Int(digits.dropFirst(4).prefix(2)) ?? 0
    let day = Int(digits.dropFirst(6).prefix(2)) ?? 0
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isExampleHost(_ text: String) -> Bool {
    let host = text.split(separator: "@").last ?? text[...]
    let bare = ["https://", "http://"].first(where: host.hasPrefix).map { host.dropFirst($0.count) } ?? host
    let name = bare.prefix { $0 != "/" && $0 != ":" }
    return hosts.contains { name == $0 || name.hasSuffix("." + $0) } || isDocumented(String(name))
  }

  private static let hosts = [
    "example.com", "example.org", "example.net", "domain.com", "domain.tld", "mydomain.com", "newdomain.com",
  ]

  /// Addresses that RFC 5737 keeps for texts, and the one that everybody writes.
  static func isDocumented(_ address: String) -> Bool {
    address == "1.2.3.4" || ["192.0.2.", "198.51.100.", "203.0.113."].contains(where: address.hasPrefix)
  }

  /// `300.400.500.1` has the form of an address and is none.
  static func isNoAddress(_ text: String) -> Bool {
    guard (7...15).contains(text.utf8.count), text.utf8.allSatisfy({ $0 == 0x2E || $0 &- 0x30 < 10 }) else {
      return false
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.contains { Int($0).map { $0 > 255 } ?? true }
  }

  /// What of a command's word is plainly an example, in UTF-8 bytes, and what it stands for: `203.0.113.9`,
  /// `www.example.org`, `URL=https://example.org/v1`.
  static func part(of word: String) -> (range: Range<Int>, name: String)? {
    let count = word.utf8.count
    guard count <= 120, word.utf8.contains(UInt8(ascii: ".")) else { return nil }
    if let equal = word.utf8.firstIndex(of: UInt8(ascii: "=")) {
      let name = word[..<equal].drop { $0 == "-" }
      let value = String(word[word.index(after: equal)...])
      guard !name.isEmpty, name.utf8.allSatisfy(isNameByte), isExampleHost(value) else { return nil }
      return ((count - value.utf8.count)..<count, Self.name(String(name)))
    }
    if isDocumented(word) { return (0..<count, "ip") }
    let host = hosts.first { host in
      word.hasSuffix(host)
        && (word.utf8.count == host.utf8.count
          || word.dropLast(host.count).last.map { ".@".contains($0) } ?? false)
    }
    guard let host, !word.contains("/") else { return nil }
    return ((count - host.utf8.count)..<count, "domain")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte == 0x2D
  }

  private static func isFoo(_ text: String) -> Bool {
    let parts = text.split { "/-_.".contains($0) }
    return !parts.isEmpty && parts.allSatisfy { ["foo", "bar", "baz", "qux", "foobar"].contains($0) }
  }
}
