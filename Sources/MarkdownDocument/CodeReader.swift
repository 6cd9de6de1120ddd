import CMarkGFM
import Findings

/// Reads a block that cmark keeps line by line: code and raw HTML.
struct CodeReader {
  let source: SourceLines

  func code(_ node: OpaquePointer) -> CodeBlock {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
    let first = Int(cmark_node_get_start_line(node))
    let lines = lines(node, from: isFenced ? first + 1 : first)
    let fenceText = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    return CodeBlock(
      language: fenceText.split { $0 == " " || $0 == "\t" }.first.map(String.init) ?? "",
      fenceText: fenceText,
      isFenced: isFenced, lines: lines, range: range(node, lines: lines, isFenced: isFenced))
  }

  func html(_ node: OpaquePointer) -> Located<String> {
    let lines = lines(node, from: Int(cmark_node_get_start_line(node)))
    let text = lines.map(\.value).joined(separator: "\n")
    let filled = lines.filter { !$0.value.isEmpty }
    guard let first = filled.first, let last = filled.last else {
      return Located(text, at: range(node, lines: lines, isFenced: false))
    }
    return Located(text, at: first.range.through(last.range))
  }

  /// The lines of the node's literal. Each is the end of its line in the file, unless part of a tab became
  /// spaces.
  private func lines(_ node: OpaquePointer, from first: Int) -> [Located<String>] {
    guard let literal = cmark_node_get_literal(node) else { return [] }
    var lines: [Located<String>] = []
    var index = 0
    while literal[index] != 0 {
      let start = index
      var indent = 0
      while literal[index] != 0, literal[index] != 0x0A { index += 1 }
      while start + indent < index, literal[start + indent] == 0x20 { indent += 1 }
      let words = UnsafeRawBufferPointer(start: literal + start, count: index - start)
      let line = first + lines.count
      let text = source.text(line)
      let isWhole = source.bytes[text].suffix(words.count).elementsEqual(words)
      let length = min(isWhole ? words.count : words.count - indent, text.count)
      lines.append(
        Located(
          String(decoding: words, as: UTF8.self),
          at: source.range(line, (text.upperBound - length)..<text.upperBound)))
      if literal[index] != 0 { index += 1 }
    }
    return lines
  }

  private func range(_ node: OpaquePointer, lines: [Located<String>], isFenced: Bool) -> SourceRange {
    let first = Int(cmark_node_get_start_line(node))
    let start = source.offset(first, cmarkColumn: Int(cmark_node_get_start_column(node)))
    let begin = source.range(first, start..<max(source.trimmed(first).upperBound, start))
    let lastContent = lines.last?.range.line ?? first
    // The closing fence is the line behind the content; cmark names it as the block's end if there is one.
    let end =
      isFenced && Int(cmark_node_get_end_line(node)) == lastContent + 1 ? lastContent + 1 : lastContent
    return end <= first ? begin : begin.through(source.range(end, source.trimmed(end)))
  }
}
