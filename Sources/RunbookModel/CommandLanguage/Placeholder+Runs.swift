/// Placeholders without brackets: a run of letters that is plainly none of the server's words.
extension Placeholder {
  /// `your-domain`, `dein-server`, `YYYY-MM-DD`, `XXX`.
  static func template(_ bytes: [UInt8], at start: Int, hasXs: Bool) -> Found? {
    let found =
      yours(bytes, at: start) ?? theirs(bytes, at: start) ?? openPath(bytes, at: start) ?? dateMask(
        bytes, at: start)
      ?? (hasXs ? crosses(bytes, at: start) : nil)
    // `YOUR_KEY=…` names a variable.
    guard let found, start + found.length >= bytes.count || bytes[start + found.length] != UInt8(ascii: "=")
    else {
      return nil
    }
    return found
  }

  /// Domains of hosters that begin so, and are no places to be filled in.
  private static let hosters = [
    "your-storagebox.de", "your-server.de", "your-objectstorage.com", "your-database.de", "your-freedom.net",
  ]

  private static func yours(_ bytes: [UInt8], at start: Int) -> Found? {
    guard matches(bytes, at: start, "your"), !hosters.contains(where: { matches(bytes, at: start, $0) })
    else {
      return nil
    }
    let end = trimmedEnd(bytes, start, run(bytes, from: start) { isPlainWordByte($0) || $0 == 45 }, "-_")
    let domain = domainEnd(bytes, end)
    let rest = bytes[start + 4..<max(end, start + 4)]
    guard rest.count >= 2 else { return nil }
    guard
      rest.first == 45 || rest.first == 95 || (rest.count >= 3 && rest.first.map(isPlainWordByte) ?? false)
    else {
      return nil
    }
    return found(bytes, start, domain, .template)
  }

  /// `yourdomain.com`: the endings of a domain belong to it; those of a file do not.
  static func domainEnd(_ bytes: [UInt8], _ end: Int) -> Int {
    for ending in domainEndings {
      let mark = Array(ending.utf8)
      guard end + mark.count <= bytes.count, bytes[end..<(end + mark.count)].elementsEqual(mark),
        endsRun(bytes, end + mark.count)
      else { continue }
      return end + mark.count
    }
    return end
  }

  /// None of them ends the name of a file.
  private static let domainEndings = [
    ".com", ".org", ".net", ".tld", ".dev", ".example", ".de", ".fr", ".es", ".it", ".nl", ".eu", ".ch",
    ".at",
    ".be", ".pt", ".com.br", ".co.uk", ".ru", ".cn", ".jp", ".io",
  ]

  /// `YYYY-MM-DD`, `YYYYMMDD_HHMMSS`, `yyyy-mm-dd`, `JJJJ-MM-TT`, `AAAA-MM-DD`; the longest stretch that ends where a word ends.
  static func dateMask(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start < bytes.count, maskLetters.contains(bytes[start]) else { return nil }
    var end = run(bytes, from: start) { maskLetters.contains($0) || "-_:.".utf8.contains($0) }
    while end > start, !maskLetters.contains(bytes[end - 1]) || !endsRun(bytes, end) { end -= 1 }
    guard end - start >= 6 else { return nil }
    let text = String(decoding: bytes[start..<end], as: UTF8.self).uppercased()
    let hasYear =
      text.contains("YYYY")
      || ["AAAA", "JJJJ"].contains { String(decoding: bytes[start..<end], as: UTF8.self).contains($0) }
    guard hasYear, text.contains("MM") || text.contains("DD") else { return nil }
    return found(bytes, start, end, .template)
  }

  private static let maskLetters = ByteSet("YMDHSTAJGymdhs")

  private static func crosses(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start < bytes.count, bytes[start] | 0x20 == UInt8(ascii: "x") else { return nil }
    let sign = bytes[start]
    let end = trimmedEnd(bytes, start, run(bytes, from: start) { $0 == sign || $0 == 45 || $0 == 46 }, "-.")
    guard end - start >= 3, endsRun(bytes, end) else { return nil }
    guard bytes[start..<min(start + 3, end)].allSatisfy({ $0 == sign }) else { return nil }
    return found(bytes, start, end, .template)
  }

  /// `STAMP`, `DB_NAME`: upper case, alone between signs, and one of its parts is what people leave open.
  static func capitals(_ bytes: [UInt8], at start: Int, isOption: Bool) -> Found? {
    guard start < bytes.count, bytes[start] >= 65, bytes[start] <= 90, !isOption else { return nil }
    let end = run(bytes, from: start, while: isWordByte)
    guard end - start <= longest else { return nil }
    if let found = hyphened(bytes, at: start, end) { return found }
    let run = bytes[start..<end]
    guard run.allSatisfy({ $0 == 95 || ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) }) else { return nil }
    let next = end < bytes.count ? bytes[end] : 0
    let second = end + 1 < bytes.count ? bytes[end + 1] : 0
    // `KEY=`, `X-API-KEY`, `NAME:.metadata`
    if next == 61 || (next == 45 && isUpper(second)) || (next == 58 && second == 46) { return nil }
    if start > 1, bytes[start - 1] == 45, isUpper(bytes[start - 2]) { return nil }
    let text = String(decoding: run, as: UTF8.self)
    guard text.split(separator: "_").contains(where: { openWords.contains(String($0)) }) else { return nil }
    return found(bytes, start, end, .capitals)
  }

  /// `CONTAINER-NAME`: words in capitals with hyphens between them, the last of which names what is left open.
  private static func hyphened(_ bytes: [UInt8], at start: Int, _ first: Int) -> Found? {
    guard first < bytes.count, bytes[first] == 45, first - start > 1 else { return nil }
    let end = run(bytes, from: start) { isUpper($0) || $0 == 95 || $0 == 45 }
    let next = end < bytes.count ? bytes[end] : 0
    guard end - start <= longest, bytes[end - 1] != 45, !isWordByte(next), next != 61, next != 58 else {
      return nil
    }
    let last = bytes[start..<end].split(separator: 45).last ?? []
    return openEnds.contains(String(decoding: last, as: UTF8.self))
      ? found(bytes, start, end, .capitals) : nil
  }

  private static let openEnds = [
    "NAME", "ID", "FILE", "FILENAME", "DATE", "STAMP", "TIMESTAMP", "HOST", "HOSTNAME", "IP", "PORT", "DIR",
    "PATH", "TAG", "VERSION", "DOMAIN", "SERVICE", "UUID", "NUMBER", "ADDRESS", "HERE",
  ]

  static func found(_ bytes: [UInt8], _ start: Int, _ end: Int, _ form: Parameter.Form) -> Found {
    Found(length: end - start, name: String(decoding: bytes[start..<end], as: UTF8.self), form: form)
  }

  static func run(_ bytes: [UInt8], from start: Int, while belongs: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count, end - start <= 64, belongs(bytes[end]) { end += 1 }
    return end
  }

  static func trimmedEnd(_ bytes: [UInt8], _ start: Int, _ end: Int, _ signs: String) -> Int {
    let trimmed = Array(signs.utf8)
    var end = end
    while end > start, trimmed.contains(bytes[end - 1]),
      !isPlainWordByte(bytes[end - 1]) || bytes[end - 1] == 95
    {
      end -= 1
    }
    return end
  }

  private static func endsRun(_ bytes: [UInt8], _ end: Int) -> Bool {
    end >= bytes.count || !isWordByte(bytes[end]) || bytes[end] == 95
  }

  static func isPlainWordByte(_ byte: UInt8) -> Bool { byte < 0x80 && isWordByte(byte) }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }

  static func matches(_ bytes: [UInt8], at start: Int, _ word: String) -> Bool {
    var place = start
    for byte in word.utf8 {
      guard place < bytes.count, bytes[place] | 0x20 == byte else { return false }
      place += 1
    }
    return true
  }

  /// What people leave open in capitals.
  static let openWords: Set<String> = [
    "STAMP", "DATE", "DATETIME", "TIMESTAMP", "TIME", "DAY", "VERSION", "TAG", "RELEASE", "NAME", "ID",
    "UUID",
    "HOST", "HOSTNAME", "SERVER", "NODE", "DOMAIN", "USER", "USERNAME", "LOGIN", "PASSWORD", "PASS", "SECRET",
    "TOKEN", "KEY", "APIKEY", "IP", "PORT", "FILE", "FILENAME", "PATH", "DIR", "DIRECTORY", "FOLDER",
    "SERVICE", "SITE", "APP", "UNIT", "CONTAINER", "IMAGE", "POD", "NAMESPACE", "CLUSTER", "BRANCH", "COMMIT",
    "SHA", "HASH", "REF", "ENV", "ENVIRONMENT", "REGION", "BUCKET", "DB", "DBNAME", "DATABASE", "TABLE",
    "EMAIL", "MAIL", "ADDRESS", "URL", "PID", "BACKUP", "DUMP", "SNAPSHOT", "NUMBER", "PROJECT", "REPO",
    "ACCOUNT", "TENANT", "OWNER", "ORG", "ORGANIZATION", "ORGANISATION", "VOLUME", "DEVICE", "INTERFACE",
    "PLACEHOLDER", "CHANGEME",
    "VPS", "VM", "VMID",
    "DIENST", "BENUTZER", "PASSWORT", "KENNWORT", "DATEI", "DATEINAME", "PFAD", "ORDNER", "DATUM", "ADRESSE",
    "PROJEKT",
    "KONTO", "ZEITSTEMPEL", "NOMBRE", "SERVICIO", "SERVIDOR", "USUARIO", "CLAVE", "ARCHIVO", "CARPETA",
    "RUTA", "FECHA",
    "PUERTO", "DOMINIO", "PROYECTO", "RAMA", "CONTENEDOR", "NOM", "SERVEUR", "UTILISATEUR", "FICHIER",
    "DOSSIER",
    "CHEMIN", "DOMAINE", "PROJET", "BRANCHE", "CONTENEUR", "NOME", "SENHA", "ARQUIVO", "PASTA", "CAMINHO",
    "PROJETO",
    "UTENTE", "CARTELLA", "PERCORSO", "PROGETTO", "SERVIZIO", "GEBRUIKER", "WACHTWOORD", "BESTAND",
  ]

  /// Programs whose upper-case words are patterns, commands or names of variables.
  static let namedByProgram: Set<String> = [
    "grep", "egrep", "fgrep", "zgrep", "rg", "ag", "ack", "printenv", "unset", "export", "awk", "gawk",
    "mawk", "jq",
    "yq", "sed", "perl", "redis-cli", "ps", "lsblk", "kill", "pkill", "git-grep", "iptables", "ip6tables",
    "nft", "ipset",
  ]

  /// Words in front of names of settings: `secret put API_TOKEN`.
  static let namedByWord = ["secret", "config", "env:", "variable"]

  /// What every shell has set: a value, never a place to be filled in.
  static let environment: Set<String> = [
    "HOME", "PWD", "OLDPWD", "USER", "LOGNAME", "PATH", "SHELL", "HOSTNAME", "UID", "EUID", "PPID", "IFS",
    "LANG", "TERM", "TMPDIR", "RANDOM", "SECONDS", "LINENO", "EDITOR", "SUDO_USER", "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME", "XDG_DATA_HOME", "FUNCNAME", "PIPESTATUS",
  ]
}
