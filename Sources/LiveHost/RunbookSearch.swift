import Glibc
import RunbookDesk

/// Finds the runbook of the current folder, and knows why it is that one.
enum RunbookSearch {
  /// Why a file is the runbook.
  enum Reason: Hashable {
    case given, nearest
    /// A `CLAUDE.md` says nothing but `@AGENTS.md`: its path.
    case imported(by: String)
    /// A `CLAUDE.md` is a link to it.
    case linked(from: String)

    var words: String {
      switch self {
      case .given: "given"
      case .nearest: "nearest"
      case .imported(let path): "imported by \(path)"
      case .linked(let path): "linked from \(path)"
      }
    }
  }

  /// The first `AGENTS.md` from a folder up to the git root, or what a `CLAUDE.md` on the way leads to.
  static func nearest(from folder: String) throws(Unavailable) -> (String, Reason) {
    guard let start = realpath(folder, nil) else {
      throw Unavailable(.notFound, "the current folder is gone")
    }
    defer { free(start) }
    var folder = String(cString: start)
    var passed: String?
    while true {
      let place = folder == "/" ? "" : folder
      if isThere("\(place)/AGENTS.md") { return ("\(place)/AGENTS.md", .nearest) }
      let claude = "\(place)/CLAUDE.md"
      if isThere(claude) {
        if let found = try led(by: claude, in: place) { return found }
        passed = passed ?? claude
      }
      guard folder != "/", !isThere("\(folder)/.git") else { break }
      folder = split(folder).folder
      if folder.isEmpty { folder = "/" }
    }
    let message = "no AGENTS.md from \(String(cString: start)) up to \(folder)"
    guard let passed else { throw Unavailable(.notFound, message, help: "runbook --file PATH …") }
    throw Unavailable(
      .notFound, "\(message); \(passed) has text of its own and is read when it is named",
      help: "runbook --file \(passed) …")
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    return (String(path[..<slash]), String(path[path.utf8.index(after: slash)...]))
  }

  /// What a symbolic link says; nil where the path is none.
  static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(path, &buffer, buffer.count - 1) > 0 else { return nil }
    return String(fromNULTerminated: buffer)
  }

  /// A link that leads nowhere is there too: whoever left it meant a runbook.
  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The `AGENTS.md` that a `CLAUDE.md` is a link to, or that is all it imports; nil where it has text of its
  /// own.
  private static func led(by claude: String, in folder: String) throws(Unavailable) -> (String, Reason)? {
    if linkTarget(claude) != nil, let real = realpath(claude, nil) {
      defer { free(real) }
      let path = String(cString: real)
      if path.hasSuffix("/AGENTS.md") { return (path, .linked(from: claude)) }
    }
    guard let target = importing(String(decoding: try RunbookFile.read(claude), as: UTF8.self)) else {
      return nil
    }
    let path =
      target.hasPrefix("/")
      ? target : "\(folder)/\(target.hasPrefix("./") ? String(target.dropFirst(2)) : target)"
    guard isThere(path) else {
      throw Unavailable(
        .notFound, "\(claude) imports \(path), which is not there", help: "runbook --file PATH …")
    }
    return (path, .imported(by: claude))
  }

  /// `@docs/AGENTS.md` as the only words of a text.
  static func importing(_ text: String) -> String? {
    let words = text.split { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard words.count == 1, let word = words.first, word.hasPrefix("@") else { return nil }
    let path = String(word.dropFirst())
    return path == "AGENTS.md" || path.hasSuffix("/AGENTS.md") ? path : nil
  }
}
