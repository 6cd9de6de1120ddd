public import Findings
public import MarkdownDocument

/// What the runbook says of supervisord.
public struct SupervisorSettings: Entry {
  public static let kind = "supervisor"
  public var name: Located<String>
  public var configurationFolder: Located<String>?
  public var claims: [Claim]
}

public enum SupervisorSection: SectionReader {
  public static let id = "supervisor"

  public static func reads(_ section: Section) -> Bool { section.titleHas("supervisor", "supervisord") }

  public static func read(_ section: Section) -> (entries: [SupervisorSettings], findings: [Finding]) {
    guard let heading = section.heading else { return ([], []) }
    let name = Located("supervisord", at: heading.range)
    var settings = SupervisorSettings(name: name, configurationFolder: nil, claims: [])
    for pair in section.keyValues where TableReading.normal(pair.key.value).hasPrefix("config") {
      guard settings.configurationFolder == nil, let path = pair.value.path else { continue }
      settings.configurationFolder = path
      settings.claims.append(
        Claim(
          Address(SupervisorSettings.kind, "supervisord", "config-dir"), label: pair.key.value, value: path))
    }
    return ([settings], [])
  }
}
