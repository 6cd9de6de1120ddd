import Findings
import MarkdownDocument

/// Whose crontab it is.
extension ScheduleReading {
  /// `Times (root crontab)`, `Cron (user shop crontab)`
  static func crontabUser(_ key: Located<String>) -> Located<String>? {
    guard key.value.hasSuffix(" crontab)"), let open = key.value.lastIndex(of: "(") else { return nil }
    return userName(String(key.value[open...].dropFirst().dropLast())).flatMap { key.part(of: $0) }
  }

  /// Whose crontab it is by the words in parentheses: `deploy user`, `as deploy`, `root crontab`.
  private static func userName(_ qualifier: String) -> String? {
    let names = qualifier.split { $0.isWhitespace || $0 == "'" }.map(String.init).filter {
      !["user", "as", "the", "s", "crontab", "of", "see", "in", "via", "system"].contains($0.lowercased())
    }
    return names.count == 1 ? names[0] : nil
  }

  /// The user in the heading: `Cron (deploy user)`, `as deploy` → `deploy`.
  func user(_ section: Int) -> Located<String>? {
    guard isCron(section) else { return nil }
    let section = passages.sections[section].section
    guard let heading = section.heading, let qualifier = section.qualifier else { return nil }
    guard let name = Self.userName(qualifier), let place = heading.text.firstRange(of: name) else {
      return nil
    }
    return Located(name, at: heading.range(of: place))
  }
}
