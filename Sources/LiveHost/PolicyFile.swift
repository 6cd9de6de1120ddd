import Glibc
public import Operations

/// The operator's policy on the disk. One that others than root can write is worse than none: it stops every change.
public enum PolicyFile {
  private static let largest = 64 * 1024

  /// The text; nil where there is no such file.
  public static func read(_ path: String = Policy.path) throws(Fault) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemFault(errno, path).fault
    }
    guard status.st_uid == 0, status.st_mode & 0o022 == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Fault(
        .permission, "\(path): not a file that only root can write: chown root \(path) && chmod go-w \(path)")
    }
    do throws(SystemFault) {
      return String(decoding: try FileLooks.bytes(of: path, limit: largest).bytes, as: UTF8.self)
    } catch {
      throw error.fault
    }
  }
}
