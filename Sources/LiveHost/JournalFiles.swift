import Glibc

/// The files of one journal: `journal.jsonl` is written to; `journal.0001.jsonl` and on are full and stay as they are.
///
/// To close a file is to rename it. The chain goes on from the last line of the newest closed file, so that a crash
/// before or behind the rename is nothing special: there is no file to write to, or an empty one.
struct JournalFiles {
  /// What is cut off from the end of a file lies in `journal.torn.N`.
  private static let tornPrefix = "journal.torn."
  private static let prefix = "journal.", suffix = ".jsonl"

  var folder: String

  var current: String { "\(folder)/journal.jsonl" }

  /// The closed files, oldest first.
  func closed() throws(SystemFault) -> [String] {
    try numbers().map(path)
  }

  /// Closes the file that is written to. Its lock is held.
  func close() throws(SystemFault) {
    let path = path((try numbers().last ?? 0) + 1)
    guard rename(current, path) == 0 else { throw SystemFault(errno, path) }
    // The next file's first record makes it last; a rename that a power cut takes back has lost nothing.
    try? synchronizeFolder(folder)
  }

  /// Where the chain stands before the first line of the file that is written to.
  func beginning() throws(SystemFault) -> JournalEnd.Position {
    let first = JournalEnd.Position(seq: 0, previous: FileJournal.beginning)
    guard let last = try closed().last else { return first }
    let descriptor = open(last, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw SystemFault(errno, last) }
    defer { Glibc.close(descriptor) }
    return try JournalEnd.read(descriptor, path: last).position ?? first
  }

  /// Where the end of a line that was cut off before `seq` is kept.
  func aside(_ seq: Int) -> String { "\(folder)/\(Self.tornPrefix)\(seq)" }

  /// How many such ends there are.
  func asideCount() throws(SystemFault) -> Int {
    try FileLooks.names(in: folder).count { $0.hasPrefix(Self.tornPrefix) }
  }

  private func path(_ number: Int) -> String {
    let digits = String(number)
    return
      "\(folder)/\(Self.prefix)\(String(repeating: "0", count: max(4 - digits.count, 0)))\(digits)\(Self.suffix)"
  }

  private func numbers() throws(SystemFault) -> [Int] {
    try FileLooks.names(in: folder).compactMap { name in
      guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix) else { return nil }
      let digits = name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)
      guard digits.utf8.count < 10, let number = Int(digits), "\(folder)/\(name)" == path(number) else {
        return nil
      }
      return number
    }.sorted()
  }
}
