import Glibc
public import Operations
import ServerFacts
import Synchronization

/// Locks between the processes of this machine, one file a subject. Its content only tells who holds it; the
/// lock itself is the kernel's.
public struct HostLock: Locks {
  private let folder: String
  private let what: String
  private let busy: String?

  /// `what` is told to whoever finds the lock taken: `restart-service nearyou`; `busy` says that it is.
  public init(folder: String, what: String, busy: String? = nil) {
    self.folder = folder
    self.what = what
    self.busy = busy
  }

  public func take(_ subject: String) async throws(Fault) -> any HeldLock {
    try StateFolder.make(folder)
    let path = "\(folder)/\(Self.fileName(subject))"
    do throws(SystemFault) {
      let file = try LockedFile(path, waits: false)
      ftruncate(file.descriptor, 0)
      let line = "pid \(getpid()), \(what), since \(Instant.now())\n"
      try file.write(Array(line.utf8), path: path)
      return HeldFile(file)
    } catch {
      guard error.code == EWOULDBLOCK else { throw error.fault }
      throw Fault(.busy, "\(busy ?? "\(subject) is being changed"): \(Self.holder(path))")
    }
  }

  /// What the holders wrote into the files of locks that are held now. Nobody is kept waiting for it: the kernel's list
  /// is read (proc_locks(5): `1: FLOCK  ADVISORY  WRITE 812 fe:01:131 0 EOF`, the last number of the third its inode).
  func holders() throws(SystemFault) -> [String] {
    let names: [String]
    do throws(SystemFault) { names = try FileLooks.names(in: folder).sorted() } catch {
      guard error.isAbsence else { throw error }
      return []
    }
    let text = String(decoding: try FileLooks.bytes(of: "/proc/locks", limit: 1 << 20).bytes, as: UTF8.self)
    let held = Set(
      text.split(separator: "\n").compactMap { line -> UInt64? in
        let words = line.split(separator: " ")
        guard words.count > 5, words[1] == "FLOCK", let inode = words[5].split(separator: ":").last else {
          return nil
        }
        return UInt64(inode)
      })
    return names.filter { $0.hasSuffix(".lock") }.compactMap { name in
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0, held.contains(UInt64(status.st_ino)) else { return nil }
      return Self.holder("\(folder)/\(name)")
    }
  }

  /// Letters, digits, `_` and `-` stay; every other byte becomes `%XX`. A name too long for a file ends in
  /// its digest.
  static func fileName(_ subject: String) -> String {
    var name = ""
    for byte in subject.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    if name.utf8.count > 200 {
      name = String(name.prefix(100)) + "%-" + OpenSSLDigests().sha256(Array(subject.utf8))
    }
    return name + ".lock"
  }

  private static func holder(_ path: String) -> String {
    guard let file = try? FileLooks.bytes(of: path, limit: 4096), !file.bytes.isEmpty else {
      return "by somebody"
    }
    return String(decoding: file.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}

private final class HeldFile: HeldLock {
  private let file: Mutex<LockedFile?>

  init(_ file: LockedFile) {
    self.file = Mutex(file)
  }

  func release() async {
    file.withLock { $0 = nil }
  }
}
