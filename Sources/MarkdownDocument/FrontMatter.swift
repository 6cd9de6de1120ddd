/// The settings between two lines of three dashes that open a file: they are for the program that shows it, and no
/// words of the text.
enum FrontMatter {
  private static let mostLines = 100

  /// How many bytes they take, the closing line included; none where the text opens otherwise.
  static func length(_ text: UnsafeRawBufferPointer) -> Int {
    guard text.starts(with: "---".utf8) else { return 0 }
    var start = 0, count = 0
    while start < text.count, count <= mostLines {
      let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
      let line = text[start..<end]
      let bare = line.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      let isMark = bare.elementsEqual("---".utf8) && line.dropFirst(3).allSatisfy { $0 <= 0x20 }
      let isPair = end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A
      start = min(end + (isPair ? 2 : 1), text.count)
      switch count {
      case 0: guard isMark else { return 0 }
      case 1: guard line.contains(0x3A) else { return 0 }
      default: if isMark { return start }
      }
      count += 1
    }
    return 0
  }
}
