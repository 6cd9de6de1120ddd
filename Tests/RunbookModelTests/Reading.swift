import Findings
import Foundation
import MarkdownDocument
import RunbookModel

/// The repository, seen from this file.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

func runbook(_ bytes: [UInt8]) throws -> Runbook { Runbook([try Document.parse(bytes, file: "AGENTS.md")]) }

func runbook(_ text: String) throws -> Runbook { try runbook(Array(text.utf8)) }

func text(at path: String) throws -> String {
  String(decoding: try Data(contentsOf: repository.appending(path: path)), as: UTF8.self)
}

/// Where a text stands in the first line that holds an anchor: `9:20`.
func place(of text: String, inLineWith anchor: String, of file: String) -> String? {
  for (index, line) in file.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    guard let anchored = line.firstRange(of: anchor) else { continue }
    let from = anchor.contains(text) ? anchored.lowerBound : anchored.upperBound
    guard let found = line[from...].firstRange(of: text) ?? line.firstRange(of: text) else { return nil }
    return "\(index + 1):\(line.utf8.distance(from: line.startIndex, to: found.lowerBound) + 1)"
  }
  return nil
}

extension SourceRange {
  var short: String { "\(line):\(column)" }
}
