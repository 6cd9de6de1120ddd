import Glibc
public import Operations

/// Writes a whole file or leaves the old one as it was: a reader never sees half of it, and neither does a power cut.
public enum AtomicFile {
  /// A link is followed; what is neither a file nor absent is refused, since renaming over a device would replace it.
  public static func write(_ text: String, to path: String) throws(Fault) {
    do throws(SystemFault) {
      try write(Array(text.utf8), to: path, mode: 0o644)
    } catch {
      throw error.fault
    }
  }

  static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(SystemFault) {
    let path = FileLooks.target(of: path) == nil ? path : try resolved(path)
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw SystemFault(EINVAL, path, "not a file")
    }
    let (folder, name) = RunbookSearch.split(path)
    let temporary = "\(folder)/.\(name).\(getpid()).new"
    // Left over from a process of the same number that was killed.
    unlink(temporary)
    do throws(SystemFault) {
      let file = try LockedFile(temporary, flags: O_WRONLY | O_EXCL, waits: true)
      try file.write(bytes, path: temporary)
      // Whatever mask we run under.
      guard fchmod(file.descriptor, mode) == 0, fsync(file.descriptor) == 0,
        rename(temporary, path) == 0
      else { throw SystemFault(errno, path) }
    } catch {
      unlink(temporary)
      throw error
    }
    synchronizeFolder(folder)
  }

  /// The path without links; throws where it leads nowhere.
  static func resolved(_ path: String) throws(SystemFault) -> String {
    guard let real = realpath(path, nil) else { throw SystemFault(errno, path) }
    defer { free(real) }
    return String(cString: real)
  }
}
