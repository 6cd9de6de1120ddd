public import Findings

/// Running text as it reads, without its marks, that still knows where each byte stands in the file.
///
/// Emphasis, links and code spans leave their words only. A raw tag such as `<name>` stays as it is, because
/// runbooks write placeholders so. A line break in a paragraph is `\n`.
public struct InlineText: Sendable, Hashable {
  public let text: String
  /// The source of the whole text, outer marks included.
  public let range: SourceRange
  public let codeSpans: [CodeSpan]
  public let links: [Link]
  /// In the order of `text`, without gaps between them.
  let runs: [Run]

  /// Words between backticks.
  public struct CodeSpan: Sendable, Hashable {
    public let text: String
    /// Where they stand in the text around them, in UTF-8 bytes.
    public let offsets: Range<Int>
    /// Where they stand in the file, without the backticks.
    public let range: SourceRange
  }

  /// A link or an autolink. Images are not links; only their description is kept, as text.
  public struct Link: Sendable, Hashable {
    public let text: String
    public let destination: String
    /// Where its words stand in the text around them, in UTF-8 bytes.
    public let offsets: Range<Int>
    public let range: SourceRange
  }

  /// A stretch of the text and the stretch of one source line that it came from.
  struct Run: Sendable, Hashable {
    var offset: Int
    var length: Int
    var line: Int
    var column: Int
    /// Source bytes: `length` where the text is verbatim, else those of the entity or line ending it stands
    /// for.
    var sourceLength: Int

    var isVerbatim: Bool { sourceLength == length }
  }

  /// The exact place in the file of a part of `text`, given in UTF-8 bytes.
  ///
  /// An empty part gives the byte it stands before. Offsets outside the text are clamped.
  public func range(ofUTF8 offsets: Range<Int>) -> SourceRange {
    guard let first = run(at: offsets.lowerBound),
      let last = run(at: max(offsets.lowerBound, offsets.upperBound - 1))
    else { return range }
    let into = min(max(offsets.lowerBound - first.offset, 0), first.length - 1)
    let until = min(max(offsets.upperBound - 1 - last.offset, 0), last.length - 1)
    return SourceRange(
      file: range.file, line: first.line, column: first.isVerbatim ? first.column + into : first.column,
      endLine: last.line,
      endColumn: offsets.isEmpty
        ? (first.isVerbatim ? first.column + into : first.column)
        : last.isVerbatim ? last.column + until : last.column + last.sourceLength - 1)
  }

  /// The exact place in the file of a part of `text`.
  public func range(of part: Range<String.Index>) -> SourceRange {
    let start = text.utf8.distance(from: text.startIndex, to: part.lowerBound)
    return range(ofUTF8: start..<start + text.utf8.distance(from: part.lowerBound, to: part.upperBound))
  }

  /// The exact place in the file of a slice of `text`.
  public func range(of part: Substring) -> SourceRange { range(of: part.startIndex..<part.endIndex) }

  /// The code that begins in a part of `text`, given in UTF-8 bytes; nothing else is looked at.
  public func codeSpans(in part: Range<Int>) -> ArraySlice<CodeSpan> {
    var low = 0, high = codeSpans.count
    while low < high {
      let middle = (low + high) / 2
      if codeSpans[middle].offsets.lowerBound < part.lowerBound { low = middle + 1 } else { high = middle }
    }
    return codeSpans[low...].prefix { $0.offsets.lowerBound < part.upperBound }
  }

  /// The last run that starts at or before the offset.
  private func run(at offset: Int) -> Run? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return runs.isEmpty ? nil : runs[max(low - 1, 0)]
  }
}
