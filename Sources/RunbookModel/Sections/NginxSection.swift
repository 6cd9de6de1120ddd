public import Findings
public import MarkdownDocument

/// What the runbook says of nginx.
public struct NginxSettings: Entry {
  public static let kind = "nginx"
  public var name: Located<String>
  /// The folder of the virtual hosts that are in force, `/etc/nginx/sites-enabled/`.
  public var configurationRoot: Located<String>?
  /// "All four sites proxied from 443": the port that the world reaches, where the file says so.
  public var publicPort: Located<Int>?
  public var claims: [Claim]
}

public enum NginxSection: SectionReader {
  public static let id = "nginx"

  public static func reads(_ section: Section) -> Bool { section.titleHas("nginx") }

  public static func read(_ section: Section) -> (entries: [NginxSettings], findings: [Finding]) {
    guard let heading = section.heading else { return ([], []) }
    let name = Located("nginx", at: heading.range)
    var settings = NginxSettings(name: name, configurationRoot: nil, publicPort: nil, claims: [])
    for pair in section.keyValues where TableReading.normal(pair.key.value).hasPrefix("config") {
      guard settings.configurationRoot == nil, let path = pair.value.path else { continue }
      settings.configurationRoot = path
      settings.claims.append(
        Claim(Address(NginxSettings.kind, "nginx", "config-root"), label: pair.key.value, value: path))
    }
    for item in section.bullets {
      guard let port = proxiedFrom(item.text) else { continue }
      settings.publicPort = port
      settings.claims.append(
        Claim(
          Address(NginxSettings.kind, "nginx", "public-port"), label: "proxied from",
          value: port.map { String($0) }))
    }
    return ([settings], [])
  }

  /// `All four sites proxied from 443 to the port above.`
  private static func proxiedFrom(_ text: InlineText) -> Located<Int>? {
    guard let phrase = text.text.firstRange(of: "proxied from ") else { return nil }
    let digits = text.text[phrase.upperBound...].prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), (1...65_535).contains(number) else { return nil }
    let start = text.text.utf8.distance(from: text.text.startIndex, to: digits.startIndex)
    return Located(number, at: text.range(ofUTF8: start..<(start + digits.utf8.count)))
  }
}
