public import Findings
import MarkdownDocument
import RunbookModel

/// A heading of the runbook with what stands under it, up to the next heading, as it may be shown: secrets masked.
public struct RunbookSection: Hashable, Sendable {
  /// The heading as an address: `database-restore`; where several have one heading, `database-restore-2`.
  public var slug: String
  public var title: String
  public var lines: [String]
  public var range: SourceRange

  public var text: String { lines.joined(separator: "\n") + "\n" }
}

extension Desk {
  /// Every heading of every chapter, in reading order.
  public var sections: [RunbookSection] {
    var count: [String: Int] = [:], taken: Set<String> = []
    return runbook.documents.flatMap { document in
      document.sections.compactMap { section -> RunbookSection? in
        guard section.heading != nil, let slug = section.path.last, !slug.isEmpty else { return nil }
        var name = slug
        repeat {
          count[slug, default: 0] += 1
          name = count[slug] == 1 ? slug : "\(slug)-\(count[slug] ?? 0)"
        } while !taken.insert(name).inserted
        return RunbookSection(
          slug: name, title: secrets.text(section.title, at: section.range).cleaned,
          lines: shown(document.lines, section.range.line...section.range.endLine, of: document.file),
          range: section.range)
      }
    }
  }

  /// The main file as it may be shown, line by line.
  public var lines: [String] {
    guard let document = runbook.documents.first, !document.lines.isEmpty else { return [] }
    return shown(document.lines, 1...document.lines.count, of: document.file)
  }

  private func shown(_ lines: [String], _ numbers: ClosedRange<Int>, of file: String) -> [String] {
    numbers.filter { $0 <= lines.count }.map { secrets.line(lines[$0 - 1], $0, of: file).cleaned }
  }

  /// What the checks remember of their runs; nil where nothing is remembered.
  public func remembered() async throws -> LedgerState? { try await ledger?.read().state }
}
