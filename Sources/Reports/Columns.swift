/// Lays rows out in columns, two spaces apart; the last column is not padded.
public enum Columns {
  /// With less than so many characters left beside the other columns, the last one stands below them.
  private static let least = 20

  /// - Parameter width: how many characters fit on a line; nil where it may be as long as it is. Each row is then cut at
  ///   blanks, and goes on below the beginning of its last cell.
  public static func aligned(_ rows: [[String]], width: Int? = nil) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    let padded = rows.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
      }
    }
    let lines = padded.map { $0.joined(separator: "  ") }
    guard let width, lines.contains(where: { $0.count > width }) else { return lines }
    let start = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    if width - start >= least {
      return lines.flatMap { wrapped($0, width: width, hanging: start) }
    }
    return rows.flatMap { row -> [String] in
      let hanging = (row.first ?? "").prefix { $0 == " " }.count + 4
      return wrapped(row.first ?? "", width: width, hanging: hanging)
        + row.dropFirst().filter { !$0.isEmpty }.flatMap {
          wrapped(String(repeating: " ", count: hanging) + $0, width: width, hanging: hanging)
        }
    }
  }

  /// A line cut at blanks into lines that fit, those after the first with a margin of `hanging` characters.
  public static func wrapped(_ line: String, width: Int?, hanging: Int) -> [String] {
    guard let width, line.count > width, width - hanging >= least else { return [line] }
    let margin = String(repeating: " ", count: hanging)
    return pieces(of: line, room: width - hanging, first: width).enumerated().map {
      $0 == 0 ? $1 : margin + $1
    }
  }

  /// A line that goes on under its own words, two characters further in.
  static func hung(_ line: String, _ page: Page) -> [String] {
    wrapped(line, width: page.width, hanging: line.prefix { $0 == " " }.count + 2)
  }

  /// A text cut at blanks into pieces of at most `room` characters, the first of at most `first`; a longer word is cut
  /// itself.
  static func pieces(of text: String, room: Int, first: Int? = nil) -> [String] {
    var pieces: [String] = [], rest = text[...]
    while let edge = rest.index(
      rest.startIndex, offsetBy: pieces.isEmpty ? first ?? room : room, limitedBy: rest.endIndex),
      edge < rest.endIndex
    {
      let blank = rest[...edge].lastIndex(of: " ") ?? rest.startIndex
      let isBlank = rest[..<blank].contains { $0 != " " }
      let cut = isBlank ? blank : edge
      pieces.append(String(rest[..<cut]))
      rest = isBlank ? rest[rest.index(after: cut)...] : rest[cut...]
    }
    return pieces + [String(rest)]
  }
}
