import Glibc
public import Operations
import ServerFacts

/// Files in which other programs keep what they were told by a person.
public enum ClientFile {
  /// The largest that is read: nobody writes a longer one.
  private static let largest = 4 << 20

  /// nil where there is none.
  public static func read(_ path: String) throws(Fault) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemFault(errno, path).fault
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
      throw Fault(.io, "\(path): not a file of at most \(largest >> 20) MiB")
    }
    guard status.st_uid == geteuid() else {
      throw Fault(.permission, "\(path) belongs to another account: call it as that one")
    }
    do throws(SystemFault) {
      let bytes = try FileLooks.bytes(of: path, limit: largest).bytes
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw SystemFault(EILSEQ, path)
      }
      return text
    } catch {
      throw error.fault
    }
  }

  /// Writes it whole, with the mode that it has. What was there is kept beside it under the path that is returned.
  public static func write(_ text: String, _ path: String) throws(Fault) -> String? {
    let old = try read(path)
    do throws(SystemFault) {
      var status = stat()
      let mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o644
      try makeFolder(RunbookSearch.split(path).folder)
      var kept: String?
      if let old { kept = try keep(Array(old.utf8), of: path, mode) }
      try AtomicFile.write(Array(text.utf8), to: path, mode: mode)
      return kept
    } catch {
      throw error.fault
    }
  }

  /// One level: `.vscode` in a folder that is there.
  private static func makeFolder(_ path: String) throws(SystemFault) {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    throw SystemFault(errno, path)
  }

  /// An earlier copy is not written over.
  private static func keep(_ bytes: [UInt8], of path: String, _ mode: mode_t) throws(SystemFault) -> String {
    for number in 1...99 {
      let copy = path + ".before-runbook" + (number == 1 ? "" : "-\(number)")
      if try AtomicFile.create(bytes, at: copy) {
        chmod(copy, mode)
        return copy
      }
    }
    throw SystemFault(EEXIST, "\(path).before-runbook")
  }

  /// Our own path and the folder that we were called in, for a program that starts us later.
  public static var program: String? { link("/proc/self/exe") }
  public static var folder: String? { link("/proc/self/cwd") }

  private static func link(_ path: String) -> String? {
    try? AtomicFile.resolved(path)
  }
}
