import Glibc
import Operations

/// An open file that we hold the lock of. The kernel frees it when the descriptor closes or the process dies.
/// The file is never unlinked: two processes could otherwise hold "the" lock of two files of one name.
final class LockedFile: Sendable {
  let descriptor: Int32

  /// Throws `EWOULDBLOCK` where another holds it and we are not to wait.
  init(_ path: String, flags: Int32 = O_RDWR, waits: Bool) throws(SystemFault) {
    descriptor = open(path, flags | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemFault(errno, path) }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { throw SystemFault(errno, path) }
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A child between vfork and exec holds the descriptor for a moment longer: unlocking does not wait for it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  func write(_ bytes: [UInt8], path: String) throws(SystemFault) {
    if let code = Descriptor.write(bytes[...], to: descriptor) { throw SystemFault(code, path) }
  }

  func synchronize(path: String) throws(SystemFault) {
    while fdatasync(descriptor) != 0 {
      guard errno == EINTR else { throw SystemFault(errno, path) }
    }
  }

  /// Whether the path still leads to this file: it can be renamed while one waits for its lock.
  func isAt(_ path: String) -> Bool {
    var ours = stat(), there = stat()
    return fstat(descriptor, &ours) == 0 && lstat(path, &there) == 0 && ours.st_dev == there.st_dev
      && ours.st_ino == there.st_ino
  }
}

/// Makes the entry of a new file as lasting as its content.
func synchronizeFolder(_ path: String) throws(SystemFault) {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw SystemFault(errno, path) }
  defer { close(descriptor) }
  while fsync(descriptor) != 0 {
    // Some file systems know no such thing for folders.
    if errno == EINVAL { return }
    guard errno == EINTR else { throw SystemFault(errno, path) }
  }
}
