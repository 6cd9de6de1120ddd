/// Text that its writer has struck out, `~~port 3001~~`, says nothing any more.
extension InlineText {
  /// Without what stands between two tildes and the next two, and without these; in code they are none.
  var withoutStruck: InlineText {
    let struck = struck
    guard !struck.isEmpty else { return self }
    let bytes = Array(text.utf8)
    // How many bytes are gone up to the end of each cut.
    var gone: [Int] = []
    for cut in struck { gone.append((gone.last ?? 0) + cut.count) }
    func place(_ offset: Int) -> Int {
      var low = 0, high = struck.count
      while low < high {
        let middle = (low + high) / 2
        if struck[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
      }
      let before = low > 0 ? gone[low - 1] : 0
      let within = low < struck.count ? max(0, offset - struck[low].lowerBound) : 0
      return offset - before - within
    }
    func moved(_ offsets: Range<Int>) -> Range<Int>? {
      let new = place(offsets.lowerBound)..<place(offsets.upperBound)
      return new.isEmpty ? nil : new
    }
    var kept: [UInt8] = [], start = 0
    for cut in struck {
      kept += bytes[start..<cut.lowerBound]
      start = cut.upperBound
    }
    kept += bytes[start...]
    return InlineText(
      text: String(decoding: kept, as: UTF8.self), range: range,
      codeSpans: codeSpans.compactMap { span in
        moved(span.offsets).map { CodeSpan(text: span.text, offsets: $0, range: span.range) }
      },
      links: links.compactMap { link in
        moved(link.offsets).map {
          Link(text: link.text, destination: link.destination, offsets: $0, range: link.range)
        }
      },
      runs: remaining(struck).map { run in
        var run = run
        run.offset = place(run.offset)
        return run
      })
  }

  /// What is left of the runs; their offsets are still those of before.
  private func remaining(_ struck: [Range<Int>]) -> [Run] {
    var rest: [Run] = []
    var cuts = struck[...]
    for run in runs {
      var start = run.offset
      let end = run.offset + run.length
      cuts = cuts.drop { $0.upperBound <= start }
      for cut in cuts {
        guard cut.lowerBound < end else { break }
        rest += run.part(start..<max(start, cut.lowerBound))
        start = min(end, max(start, cut.upperBound))
      }
      rest += run.part(start..<end)
    }
    return rest
  }

  /// Each pair of marks with what stands between them, in UTF-8 bytes.
  private var struck: [Range<Int>] {
    let bytes = Array(text.utf8)
    var found: [Range<Int>] = []
    var open: Int?
    var index = 0
    var spans = codeSpans[...]
    while index + 1 < bytes.count {
      spans = spans.drop { $0.offsets.upperBound <= index }
      guard bytes[index] == 0x7E, bytes[index + 1] == 0x7E,
        !(spans.first?.offsets.contains(index) ?? false)
      else {
        index += 1
        continue
      }
      // Two, and no more: a line of tildes is a fence or a drawing.
      var end = index + 2
      while end < bytes.count, bytes[end] == 0x7E { end += 1 }
      defer { index = end }
      guard end == index + 2 else { continue }
      let before = index > 0 ? bytes[index - 1] : 0x20, after = end < bytes.count ? bytes[end] : 0x20
      if let start = open, before > 0x20 {
        found.append(start..<end)
        open = nil
      } else if open == nil, after > 0x20 {
        open = index
      }
    }
    return found
  }
}

extension InlineText.Run {
  fileprivate func part(_ offsets: Range<Int>) -> [InlineText.Run] {
    guard !offsets.isEmpty else { return [] }
    guard isVerbatim else { return offsets.lowerBound == offset ? [self] : [] }
    return [
      InlineText.Run(
        offset: offsets.lowerBound, length: offsets.count, line: line,
        column: column + offsets.lowerBound - offset,
        sourceLength: offsets.count)
    ]
  }
}
