import Findings
import Glibc
import ServerFacts

/// Looks at files and folders.
enum FileLooks {
  static let largestText = 1024 * 1024

  static func attributes(_ path: String) -> Observation<Seen> {
    answer { () throws(SystemFault) in .attributes(try attributesOf(path)) }
  }

  static func folder(_ path: String) -> Observation<Seen> {
    answer { () throws(SystemFault) in
      var entries: [FolderEntry] = []
      for name in try names(in: path) {
        do throws(SystemFault) {
          entries.append(FolderEntry(name: name, attributes: try attributesOf("\(path)/\(name)")))
        } catch {
          // Gone since it was listed.
          guard error.isAbsence else { throw error }
        }
      }
      return .folder(entries)
    }
  }

  static func text(_ path: String) -> Observation<Seen> {
    answer { () throws(SystemFault) in
      .text(SecretMask.mask(String(decoding: try bytes(of: path).bytes, as: UTF8.self)))
    }
  }

  /// The end of a text file, from the first whole line in the last bytes of it.
  static func tail(_ path: String, bytes: Int) -> Observation<Seen> {
    answer { () throws(SystemFault) in
      try reading(path) { descriptor, status throws(SystemFault) in
        let size = Int(status.st_size)
        let start = max(0, size - min(max(bytes, 0), largestText))
        var buffer = [UInt8](repeating: 0, count: size - start)
        let count = pread(descriptor, &buffer, buffer.count, start)
        guard count >= 0 else { throw SystemFault(errno, path) }
        var end = buffer.prefix(count)
        if start > 0, let feed = end.firstIndex(of: 0x0A) { end = end[(feed + 1)...] }
        return .tail(text: SecretMask.mask(WorldText.clean(Array(end))), size: size)
      }
    }
  }

  /// Room for whoever has no privileges, in bytes and inodes.
  static func fileSystem(_ path: String) -> Observation<Seen> {
    answer { () throws(SystemFault) in
      var room = statvfs()
      guard statvfs(path, &room) == 0 else { throw SystemFault(errno, path) }
      let block = Int(room.f_frsize)
      return .fileSystem(
        FileSystemFields(
          freeBytes: Int(room.f_bavail) * block, totalBytes: Int(room.f_blocks) * block,
          freeFiles: Int(room.f_favail), totalFiles: Int(room.f_files)))
    }
  }

  static func certificate(_ path: String) -> Observation<Seen> {
    answer { () throws(SystemFault) in .certificates(Certificates.read(pem: try bytes(of: path).bytes)) }
      .flatMap { seen in
        seen == .certificates([])
          ? .unseen(Blindness(.malformed, "\(path): no certificate in PEM form")) : .seen(seen)
      }
  }

  static func publicKey(_ path: String) -> Observation<Seen> {
    do throws(SystemFault) {
      let file = try bytes(of: path)
      guard let digest = Certificates.publicKeyDigest(ofPrivateKey: file.bytes) else {
        return .unseen(
          Blindness(.malformed, "\(path): no private key in PEM form that opens without a passphrase"))
      }
      return .seen(.publicKey(PublicKeyFields(publicKey: digest, attributes: attributes(file.status))))
    } catch {
      return error.isAbsence ? .seen(.absent) : .unseen(error.blindness)
    }
  }

  /// The names in a folder without `.` and `..`, sorted by their bytes.
  static func names(in path: String) throws(SystemFault) -> [String] {
    guard let folder = opendir(path) else { throw SystemFault(errno, path) }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw SystemFault(errno, path) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The text of a symbolic link.
  static func target(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(path, &buffer, buffer.count - 1)
    return count < 0 ? nil : String(fromNULTerminated: buffer)
  }

  /// Opens a regular file to be read, and closes it. Something that is no file is never waited for.
  static func reading<Value>(
    _ path: String, _ body: (_ descriptor: Int32, _ status: stat) throws(SystemFault) -> Value
  ) throws(SystemFault) -> Value {
    let file = try openFile(path)
    defer { close(file.descriptor) }
    return try body(file.descriptor, file.status)
  }

  /// The caller closes it.
  static func openFile(_ path: String) throws(SystemFault) -> (descriptor: Int32, status: stat) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemFault(errno, path) }
    var status = stat()
    let code = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT == S_IFREG ? 0 : EISDIR : errno
    guard code == 0 else {
      close(descriptor)
      throw SystemFault(code, path)
    }
    return (descriptor, status)
  }

  /// A regular file as it is, at most `limit` bytes.
  static func bytes(
    of path: String, limit: Int = largestText
  ) throws(SystemFault) -> (bytes: [UInt8], status: stat) {
    try reading(path) { descriptor, status throws(SystemFault) in
      var bytes: [UInt8] = []
      while true {
        var count = 0
        let part = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
          count = read(descriptor, buffer.baseAddress, buffer.count)
          filled = max(count, 0)
        }
        if count == 0 { return (bytes, status) }
        if count < 0 {
          if errno == EINTR { continue }
          throw SystemFault(errno, path)
        }
        if bytes.isEmpty { bytes = part } else { bytes += part }
        if bytes.count > limit { throw SystemFault(EFBIG, path) }
      }
    }
  }

  private static func attributesOf(_ path: String) throws(SystemFault) -> FileAttributes {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw SystemFault(errno, path) }
    var attributes = attributes(status)
    if attributes.kind == .link {
      attributes.target = target(of: path)
      var end = stat()
      if stat(path, &end) == 0 { attributes.resolvedKind = kind(end.st_mode) }
    }
    return attributes
  }

  private static func attributes(_ status: stat) -> FileAttributes {
    FileAttributes(
      kind: kind(status.st_mode), mode: Int(status.st_mode & 0o7777), uid: Int(status.st_uid),
      gid: Int(status.st_gid), size: Int(status.st_size), modified: status.st_mtim.tv_sec)
  }

  private static func kind(_ mode: mode_t) -> FileAttributes.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private static func answer(_ see: () throws(SystemFault) -> Seen) -> Observation<Seen> {
    do throws(SystemFault) {
      return .seen(try see())
    } catch {
      return error.isAbsence ? .seen(.absent) : .unseen(error.blindness)
    }
  }
}
