/// Placeholders that are words of some language.
extension Placeholder {
  /// `dein-server`, `NOMBRE_SERVICIO`: the same in other languages, always with a sign between the words.
  static func theirs(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start < bytes.count, theirLetters.contains(bytes[start]) else { return nil }
    guard let word = theirWords.first(where: { matches(bytes, at: start, $0) }) else { return nil }
    let joint = start + word.utf8.count
    guard joint < bytes.count, bytes[joint] == 45 || bytes[joint] == 95 else { return nil }
    let end = trimmedEnd(bytes, start, run(bytes, from: start) { isPlainWordByte($0) || $0 == 45 }, "-_")
    guard end - joint > 2 else { return nil }
    if word == "tu" {
      // `tu-berlin.de` is a university.
      let noun = String(decoding: bytes[(joint + 1)..<end], as: UTF8.self).lowercased()
      guard ownNouns.contains(where: noun.hasPrefix) else { return nil }
    }
    return found(bytes, start, domainEnd(bytes, end), .template)
  }

  private static let theirLetters = ByteSet("dinvtDINVT")
  private static let theirWords = ["deine", "dein", "ihre", "ihr", "votre", "nombre", "tu"]
  private static let ownNouns = [
    "dominio", "servidor", "servicio", "usuario", "proyecto", "repo", "app", "ip", "clave", "token", "nombre",
    "host",
    "contenedor", "correo", "email", "cuenta", "rama", "ruta", "base",
  ]

  /// `/path/to/backup`, `/ruta`: a path that is nowhere.
  static func openPath(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start > 0, start < bytes.count, bytes[start - 1] == 0x2F, pathLetters.contains(bytes[start]),
      start == 1 || !isWordByte(bytes[start - 2]) && bytes[start - 2] != 0x2F,
      let word = pathWords.first(where: { matches(bytes, at: start, $0) })
    else { return nil }
    let next = start + word.utf8.count
    let isWhole = next >= bytes.count || !isWordByte(bytes[next]) && !"/-.:".utf8.contains(bytes[next])
    guard isWhole || leads.contains(where: { matches(bytes, at: next, $0) }) else { return nil }
    let end = run(bytes, from: start) { isWordByte($0) || "/-.".utf8.contains($0) }
    let parts = bytes[start..<end].split(separator: 0x2F).map { String(decoding: $0, as: UTF8.self) }
    return Found(length: end - start, name: parts.joined(separator: "-"), form: .template)
  }

  private static let pathLetters = ByteSet("prcPRC")
  private static let pathWords = ["path", "pfad", "ruta", "chemin", "caminho", "percorso"]
  private static let leads = [
    "/to/", "/zu/", "/zum/", "/zur/", "/a/", "/al/", "/vers/", "/para/", "/do/", "/di/", "/verso/",
  ]
}
