/// The revisions of the Model Context Protocol that we speak. Their names are dates, so that they compare.
public enum Revision: String, CaseIterable, Comparable, Sendable {
  case november2024 = "2024-11-05"
  /// Tool annotations; the one revision that has batches.
  case march2025 = "2025-03-26"
  /// Structured content, output schemas and titles.
  case june2025 = "2025-06-18"
  case november2025 = "2025-11-25"
  /// Stateless: every request carries its revision in `_meta`, and there is no `initialize`.
  case july2026 = "2026-07-28"

  public static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }

  /// What `initialize` agrees on: the requested revision, or the newest that has a handshake (2025-11-25,
  /// lifecycle, "Version Negotiation"). 2026-07-28 has none.
  static func agreed(on requested: String) -> Revision {
    guard let revision = Revision(rawValue: requested), revision < .july2026 else { return .november2025 }
    return revision
  }

  /// What an enveloped request may ask for.
  public static let stateless: [Revision] = [.july2026]
}
