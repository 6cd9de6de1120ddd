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
    try place(bytes, at: path, mode: mode) { temporary throws(SystemFault) in
      guard rename(temporary, path) == 0 else { throw SystemFault(errno, path) }
    }
  }

  /// Writes a file that is not there yet; false where it is. Of any number at once exactly one gets true.
  static func create(_ bytes: [UInt8], at path: String) throws(SystemFault) -> Bool {
    var isNew = true
    try place(bytes, at: path, mode: 0o600) { temporary throws(SystemFault) in
      if link(temporary, path) != 0 {
        guard errno == EEXIST else { throw SystemFault(errno, path) }
        isNew = false
      }
      unlink(temporary)
    }
    return isNew
  }

  /// Writes a whole file beside the path, on the disk, and puts it in its place.
  private static func place(
    _ bytes: [UInt8], at path: String, mode: mode_t, _ put: (String) throws(SystemFault) -> Void
  ) throws(SystemFault) {
    let (folder, name) = RunbookSearch.split(path)
    let temporary = "\(folder)/.\(name).\(getpid()).new"
    // Left over from a process of the same number that was killed.
    unlink(temporary)
    do throws(SystemFault) {
      let file = try LockedFile(temporary, flags: O_WRONLY | O_EXCL, waits: true)
      try file.write(bytes, path: temporary)
      // Whatever mask we run under.
      guard fchmod(file.descriptor, mode) == 0 else { throw SystemFault(errno, path) }
      while fsync(file.descriptor) != 0 {
        guard errno == EINTR else { throw SystemFault(errno, path) }
      }
      try put(temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronizeFolder(folder)
  }

  /// The path without links; throws where it leads nowhere.
  static func resolved(_ path: String) throws(SystemFault) -> String {
    guard let real = realpath(path, nil) else { throw SystemFault(errno, path) }
    defer { free(real) }
    return String(cString: real)
  }
}
