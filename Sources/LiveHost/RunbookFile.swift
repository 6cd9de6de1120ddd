import Glibc
public import RunbookDesk

/// The runbook on the disk: one file, and the chapters in the folder `runbooks` beside it.
public struct RunbookFile: RunbookSource {
  /// A real 1.1 MB runbook exists; what is larger than this is something else.
  static let largest = 4 << 20
  public let path: String

  /// The given path, or the nearest `AGENTS.md` from the current folder upwards, as far as the git root.
  public init(path: String?) throws(Unavailable) {
    if let path {
      self.path = path
      return
    }
    self.path = try Self.nearest()
  }

  public func chapters() throws(Unavailable) -> [Chapter] {
    let (folder, name) = Self.split(path)
    var chapters = [Chapter(name: name, bytes: try Self.read(path))]
    for file in Self.markdownFiles(in: "\(folder)/runbooks") {
      chapters.append(Chapter(name: "runbooks/\(file)", bytes: try Self.read("\(folder)/runbooks/\(file)")))
    }
    return chapters
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private static func nearest() throws(Unavailable) -> String {
    guard let start = realpath(".", nil) else { throw Unavailable(.notFound, "the current folder is gone") }
    defer { free(start) }
    var folder = String(cString: start)
    while true {
      let candidate = folder == "/" ? "/AGENTS.md" : "\(folder)/AGENTS.md"
      if access(candidate, F_OK) == 0 { return candidate }
      guard folder != "/", access("\(folder)/.git", F_OK) != 0 else { break }
      folder = split(folder).folder
      if folder.isEmpty { folder = "/" }
    }
    throw Unavailable(
      .notFound, "no AGENTS.md from \(String(cString: start)) up to \(folder)", help: "runbook --file PATH …")
  }

  private static func markdownFiles(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
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

  private static func read(_ path: String) throws(Unavailable) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Unavailable(.unreadable, "\(path): not a file", help: "name the Markdown file itself")
    }
    guard Int(status.st_size) <= largest else {
      throw Unavailable(
        .unreadable, "\(path): larger than 4 MiB", help: "split it into chapters in runbooks/")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= largest {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  private static func failure(_ path: String, _ code: Int32) -> Unavailable {
    let reason: Unavailable.Reason = code == ENOENT || code == ENOTDIR ? .notFound : .unreadable
    return Unavailable(reason, "\(path): \(String(cString: strerror(code)))")
  }
}
