public import Findings
public import MarkdownDocument

/// A certificate file that the runbook names, and the key beside it where it names one.
public struct Certificate: Entry {
  public static let kind = "certificate"
  public var name: Located<String>
  public var path: Located<String>
  public var key: Located<String>?
  public var claims: [Claim]
}

/// Certificates stand under TLS, or anywhere in a sentence that names a `.pem` or `.crt` as one.
public enum TLSSection: SectionReader {
  public static let id = "tls"

  public static func reads(_ section: Section) -> Bool {
    section.titleHas("tls", "ssl", "https", "certificate", "certificates")
      || section.bullets.contains { certificatePath($0.text) != nil }
  }

  public static func read(_ section: Section) -> (entries: [Certificate], findings: [Finding]) {
    let pairs = section.keyValues
    let key = pairs.first { TableReading.normal($0.key.value).hasSuffix("key") }?.value.path
    var found: [Certificate] = []
    var paths: Set<String> = []
    for item in section.bullets {
      guard let path = certificatePath(item.text), paths.insert(path.value).inserted else { continue }
      let name = Located(fileName(path.value), at: path.range)
      let address = Address(Certificate.kind, name.value)
      var claims = [Claim(address.field("path"), label: "certificate path", value: path)]
      if let key { claims.append(Claim(address.field("key"), label: "key", value: key)) }
      found.append(Certificate(name: name, path: path, key: key, claims: claims))
    }
    return (found, [])
  }

  private static func certificatePath(_ text: InlineText) -> Located<String>? {
    guard text.text.lowercased().contains("cert") else { return nil }
    let whole = Located(text.text, at: text.range)
    guard let path = whole.path, path.value.hasSuffix(".pem") || path.value.hasSuffix(".crt") else {
      return nil
    }
    guard let place = text.text.firstRange(of: path.value), isStated(text.text[..<place.lowerBound]) else {
      return nil
    }
    let start = text.text.utf8.distance(from: text.text.startIndex, to: place.lowerBound)
    return Located(path.value, at: text.range(ofUTF8: start..<(start + path.value.utf8.count)))
  }

  /// `Certificate: /path` and `the cert lives at /path` state where it is; a path inside a command does not.
  private static func isStated(_ before: Substring) -> Bool {
    guard let word = before.split(whereSeparator: \.isWhitespace).last else { return false }
    return word.hasSuffix(":") || ["at", "in", "is"].contains(word)
  }

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
