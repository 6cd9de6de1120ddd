/// Text between `<<EOF` and `EOF`: it is what the command reads, never commands.
extension ShellReader {
  struct HereDocument {
    var delimiter: String
    /// Quoted delimiters keep `$` as it is.
    var isQuoted: Bool
    var stripsTabs: Bool
  }

  mutating func openHereDocument() {
    note("here-document")
    emit(2)
    let stripsTabs = at(index) == "-"
    if stripsTabs { emit(1) }
    while isBlank(index) { index += 1 }
    var name: [UInt8] = []
    var isQuoted = false
    while !endsWord(index) {
      if at(index) == "'" || at(index) == "\"" || at(index) == "\\" {
        isQuoted = true
      } else {
        name.append(bytes[index])
      }
      emit(1)
    }
    draft.redirects.append(Redirect(descriptor: 0, kind: .read))
    hereDocuments.append(
      HereDocument(
        delimiter: String(decoding: name, as: UTF8.self), isQuoted: isQuoted, stripsTabs: stripsTabs))
  }

  mutating func readHereDocuments() {
    let waiting = hereDocuments
    hereDocuments = []
    isInHereDocument = true
    defer { isInHereDocument = false }
    for document in waiting {
      isOpen = false
      while index < bytes.count, !readLine(of: document) {}
    }
    word = WordDraft()
    isOpen = false
  }

  /// True where the line ends the document.
  private mutating func readLine(of document: HereDocument) -> Bool {
    let end = next("\n", from: index)
    let line = string(index..<end)
    if (document.stripsTabs ? String(line.drop { $0 == "\t" }) : line) == document.delimiter
      || isIndentedEnd(line, document)
    {
      gap = .line
      writeGap()
      template.append(contentsOf: document.delimiter.utf8)
      index = min(end + 1, bytes.count)
      gap = .line
      return true
    }
    if !line.trimmed.isEmpty {
      gap = .line
      writeGap()
      word = WordDraft()
      word.isInQuotes = true
      word.isSentence = true
      while index < end { readBodyPiece(document) }
    }
    index = min(max(index, end) + 1, bytes.count)
    gap = .line
    return false
  }

  /// Inside a list the whole fence is indented, the end included.
  private func isIndentedEnd(_ line: String, _ document: HereDocument) -> Bool {
    line.trimmed == document.delimiter
  }

  private mutating func readBodyPiece(_ document: HereDocument) {
    switch at(index) {
    case "$" where !document.isQuoted: readDollar()
    case "`" where !document.isQuoted: readBackticks()
    default: readQuoted()
    }
  }
}
