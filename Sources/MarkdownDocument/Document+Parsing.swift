import CMarkGFM
import Findings
import Synchronization

extension Document {
  /// Reads a file. What is odd in it becomes a finding; only what is no text, or is built to exhaust the
  /// reader, throws.
  public static func parse(_ bytes: [UInt8], file: String) throws(Unreadable) -> Document {
    try parse(bytes, file: file, surprises: nil)
  }

  /// `surprises` is told how often the source was not what cmark's tree promised; tests hold it at zero.
  static func parse(
    _ bytes: [UInt8], file: String, surprises: ((Int) -> Void)?
  ) throws(Unreadable) -> Document {
    let source = try ShapeGuard.admit(bytes, file: file)
    let reader = CMarkParser.read(source)
    surprises?(reader.surprises)
    return Document(
      file: file, lines: (0..<source.count).map { source.string(source.text($0 + 1)) },
      sections: Outline.sections(reader.pieces, of: source),
      findings: reader.findings.sorted {
        ($0.range?.line ?? 0, $0.message) < ($1.range?.line ?? 0, $1.message)
      })
  }
}

/// Runs cmark-gfm, one file at a time.
private enum CMarkParser {
  /// cmark keeps its extensions and their special characters in variables of the process: of 100,000 parses
  /// on two threads some thousand came out wrong without a word. So one parse runs at a time, and no node
  /// leaves it.
  private static let turn = Mutex<Void>(())

  static func read(_ source: SourceLines) -> BlockReader {
    turn.withLock { _ in
      var reader = BlockReader(source)
      cmark_gfm_core_extensions_ensure_registered()
      guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return reader }
      defer { cmark_parser_free(parser) }
      // Only these two: `autolink` needs quadratic time, and neither it nor `strikethrough` is safe in two
      // parsers.
      for name in ["table", "tasklist"] {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      source.bytes.withUnsafeBytes { bytes in
        let text = UnsafeRawBufferPointer(rebasing: bytes[source.markLength...])
        guard let start = text.baseAddress else { return }
        let length = FrontMatter.length(text)
        let blanks = text[..<length].map { $0 == 0x0A || $0 == 0x0D ? CChar($0) : 0x20 }
        if !blanks.isEmpty { cmark_parser_feed(parser, blanks, length) }
        cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self) + length, text.count - length)
      }
      guard let document = cmark_parser_finish(parser) else { return reader }
      defer { cmark_node_free(document) }
      reader.read(document)
      return reader
    }
  }
}
