import Findings
import MarkdownDocument

/// Finds the closed set of words that a parameter takes: nearly always a column of one of the file's own
/// tables.
struct ParameterWords {
  private struct Column {
    var header: String
    var place: SourceRange
    var words: [String]
  }

  /// By header.
  private var columns: [String: [Column]] = [:]
  /// A longer column is no list that anybody chooses from.
  private static let longest = 500

  /// What a program calls the things that it takes, as column headers have it.
  private static let headers: [String: [String]] = [
    "supervisorctl": [
      "supervisor name", "supervisor program", "supervisor", "program", "program name", "process",
    ],
    "systemctl": ["unit", "systemd unit", "service", "service name", "systemd", "systemd service"],
    "journalctl": ["unit", "systemd unit", "service", "service name"],
    "docker": ["container", "container name", "service", "compose service"],
    "pm2": ["pm2 name", "process", "process name", "app", "name"],
  ]

  init(_ passages: Passages) {
    for placed in passages.tables {
      let reading = TableReading(table: placed.table)
      for column in placed.table.header.indices {
        var words: [String] = []
        var seen: Set<String> = []
        for row in placed.table.rows where words.count <= Self.longest {
          guard let cell = reading.cell(row, column), seen.insert(cell.value).inserted else { continue }
          words.append(cell.value)
        }
        guard !words.isEmpty, words.count <= Self.longest, words.allSatisfy(Self.isWord) else { continue }
        let header = TableReading.normal(placed.table.header[column].text)
        columns[header, default: []].append(
          Column(header: header, place: placed.table.header[column].range, words: words))
      }
    }
  }

  /// The parameter of a command, with the column that fits its name or its program; two that fit are none.
  func stated(_ name: String, _ line: CommandLine, _ section: Int) -> StatedParameter {
    let program = line.commands.first { command in command.words.contains { $0.text.contains("‹\(name)›") } }?
      .program
    let key = TableReading.normal(name)
    let byProgram = program.flatMap { Self.headers[$0] } ?? []
    let isGeneral = [
      "name", "program", "service", "app", "site", "unit", "container", "process", "service name",
    ].contains(key)
    for header in (isGeneral ? byProgram : []) + [key, key + " name"] {
      let fitting = columns[header] ?? []
      if let column = fitting.first, fitting.count == 1 {
        return StatedParameter(
          name: name, words: Self.rest(of: column.words, beside: name, in: line),
          source: "the column \"\(column.header)\" (\(column.place.file):\(column.place.line))")
      }
    }
    return StatedParameter(name: name, words: nil, source: listing(name, line))
  }

  /// A column holds whole words: of `site-‹name›` only what stands behind `site-` is left to be chosen.
  private static func rest(of words: [String], beside name: String, in line: CommandLine) -> [String] {
    let own = line.commands.flatMap(\.words).first {
      $0.parts.contains(.parameter(name)) && $0.parts.count > 1
    }
    guard let sides = own?.text.components(around: "‹\(name)›") else { return words }
    let rest = words.compactMap { word -> String? in
      guard word.hasPrefix(sides.before), word.hasSuffix(sides.after),
        word.utf8.count > sides.before.utf8.count + sides.after.utf8.count
      else { return nil }
      return String(word.dropFirst(sides.before.count).dropLast(sides.after.count))
    }
    return rest.isEmpty ? words : rest
  }

  /// `rclone copy r2:dumps/STAMP.sql.gz /tmp/`: the words are what the remote folder holds, asked for when it
  /// is planned.
  private func listing(_ name: String, _ line: CommandLine) -> String? {
    for command in line.commands where command.program == "rclone" {
      for word in command.arguments where word.text.contains("‹\(name)›") && word.text.contains(":") {
        let folder = word.text.prefix { $0 != "‹" }
        guard let slash = folder.lastIndex(of: "/") else { continue }
        return "the files in \(folder[...slash]), listed when it is planned"
      }
    }
    return nil
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 128 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

extension String {
  /// What stands before and behind the first occurrence of a mark.
  fileprivate func components(around mark: String) -> (before: Substring, after: Substring)? {
    firstRange(of: mark).map { (self[..<$0.lowerBound], self[$0.upperBound...]) }
  }
}
