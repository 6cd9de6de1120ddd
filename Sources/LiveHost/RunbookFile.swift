import Findings
import Glibc
public import RunbookDesk

/// The runbook on the disk: one file, and the chapters in the folder `runbooks` beside it.
public struct RunbookFile: RunbookSource {
  /// A real 1.1 MB runbook exists; what is larger than this is something else.
  static let largest = 4 << 20
  let found: String
  /// Why it is this one.
  let reason: RunbookSearch.Reason

  /// The given path, or the nearest `AGENTS.md` from the current folder upwards, as far as the git root.
  public init(path: String?) throws(Unavailable) { try self.init(path: path, from: ".") }

  init(path: String?, from folder: String) throws(Unavailable) {
    if let path {
      found = path
      reason = .given
      return
    }
    (found, reason) = try RunbookSearch.nearest(from: folder)
  }

  public var path: String { (try? AtomicFile.resolved(found)) ?? found }

  public func exposure() throws(Unavailable) -> String? {
    let (folder, _) = RunbookSearch.split(found)
    let chapters = try Self.markdownFiles(in: "\(folder)/runbooks").map { "\(folder)/runbooks/\($0)" }
    for file in [found] + chapters {
      var status = stat()
      guard stat(file, &status) == 0 else { throw Self.failure(file, errno) }
      if status.st_mode & S_IWOTH != 0 { return "everybody" }
    }
    return nil
  }

  public func chapters() throws(Unavailable) -> [Chapter] {
    let (folder, name) = RunbookSearch.split(found)
    var chapters = [Chapter(name: name, bytes: try Self.read(found))]
    for file in try Self.markdownFiles(in: "\(folder)/runbooks") {
      chapters.append(Chapter(name: "runbooks/\(file)", bytes: try Self.read("\(folder)/runbooks/\(file)")))
    }
    return chapters
  }

  /// Where its files lie: of the link that leads to it, and of the file itself.
  public var folders: [String] {
    let places = Set([found, path].map { RunbookSearch.split($0).folder })
    return places.sorted().flatMap { [$0, "\($0)/runbooks"] }
  }

  /// Differs when the text may; nil where it cannot be told.
  func stamp() -> FileStamp? {
    let folder = "\(RunbookSearch.split(found).folder)/runbooks"
    guard let names = try? Self.markdownFiles(in: folder) else { return nil }
    var stamp = FileStamp()
    for file in [found] + names.map({ "\(folder)/\($0)" }) {
      guard stamp.add(file) else { return nil }
    }
    return stamp
  }

  /// Which file is read, why this one, and its chapters, in lines for people.
  public func account() throws(Unavailable) -> [String] {
    let folder = RunbookSearch.split(found).folder
    let link = RunbookSearch.linkTarget(found).map { ", a link to \($0)" } ?? ""
    let chapters = try Self.markdownFiles(in: "\(folder)/runbooks")
    let lines =
      ["reads \(found) (\(reason.words))\(link)"]
      + chapters.map { "reads \(folder)/runbooks/\($0) (chapter)" }
    return lines.map { WorldText.clean($0) }
  }

  private static func markdownFiles(in folder: String) throws(Unavailable) -> [String] {
    guard let handle = opendir(folder) else {
      // Most runbooks have no chapters; chapters that cannot be read are no reason to work without them.
      let code = errno
      if code == ENOENT || code == ENOTDIR { return [] }
      throw failure(folder, code)
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".md"), !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  static func read(_ path: String) throws(Unavailable) -> [UInt8] {
    do {
      return try FileLooks.bytes(of: path, limit: largest).bytes
    } catch {
      switch error.code {
      case EISDIR:
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        throw Unavailable(
          .unreadable, "\(path): \(isFolder ? "a folder" : "not a file")",
          help: "name the Markdown file itself")
      case EFBIG:
        throw Unavailable(
          .unreadable, "\(path): larger than 4 MiB", help: "split it into chapters in runbooks/")
      default: throw failure(path, error.code)
      }
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> Unavailable {
    if code == ENOENT, let target = RunbookSearch.linkTarget(path) {
      return Unavailable(.notFound, "\(path): a link to \(target), which is not there")
    }
    let reason: Unavailable.Reason = code == ENOENT || code == ENOTDIR ? .notFound : .unreadable
    return Unavailable(reason, "\(path): \(String(cString: strerror(code)))")
  }
}
