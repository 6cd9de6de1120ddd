/// Tells file paths from other words with slashes: URLs' paths, options, dates, chat commands, alternatives.
enum PathShape {
  /// The folders of a Linux root, and those that people make there.
  private static let roots: Set<String> = [
    "etc", "var", "usr", "opt", "srv", "home", "root", "tmp", "mnt", "media", "data", "backup", "backups",
    "run", "boot", "dev",
    "proc", "sys", "bin", "sbin", "lib", "app", "apps", "www", "volume1", "volumes", "Users", "Library",
    "Applications", "snap", "nix",
  ]

  /// Nil where the word is no path.
  static func kind(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Mention.Kind? {
    let first = bytes[range.lowerBound]
    let isWindows =
      range.count > 3 && bytes[range.lowerBound + 1] == 0x3A && bytes[range.lowerBound + 2] == 0x5C
      && (0x61...0x7A).contains(first | 0x20)
    if isWindows { return file(bytes, range) }
    let isHome = range.count > 2 && first == 0x7E && bytes[range.lowerBound + 1] == 0x2F
    let isAbsolute = first == 0x2F && range.count > 1
    guard isHome || isAbsolute || range.contains(where: { bytes[$0] == 0x2F }) else { return nil }
    if range.contains(where: {
      bytes[$0] == 0x2A && !isAbsolute && !isHome || bytes[$0] == 0x24 || bytes[$0] == 0x3D
        || bytes[$0] >= 0x80 || bytes[$0] == 0x3A
    }) {
      return nil
    }
    if isHome { return file(bytes, range) }
    let segments = bytes[range].split(separator: 0x2F)
    if isAbsolute {
      guard let root = segments.first, bytes[range.lowerBound + 1] != 0x2F else { return nil }
      if roots.contains(String(decoding: root, as: UTF8.self)) { return file(bytes, range) }
      return segments.count > 1 ? file(bytes, range) : nil
    }
    return relative(bytes, range, segments)
  }

  /// `scripts/deploy.sh` and `backups/` are paths; `start/stop`, `n/a` and `TCP/IP` are alternatives.
  private static func relative(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ segments: [Slice<UnsafeBufferPointer<UInt8>>]
  ) -> Mention.Kind? {
    guard let last = segments.last, let first = segments.first, first.elementsEqual("..".utf8) == false else {
      return nil
    }
    if first.elementsEqual(".".utf8) { return segments.count > 1 ? file(bytes, range) : nil }
    guard first.first != 0x40, first.first != 0x2D else { return nil }
    if bytes[range.upperBound - 1] == 0x2F { return .path }
    // A file has an ending of one to five letters.
    guard let dot = last.lastIndex(of: 0x2E), dot > last.startIndex || last.count > 3 else { return nil }
    let ending = last[last.index(after: dot)...]
    guard (1...5).contains(ending.count),
      ending.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }),
      ending.contains(where: { (0x61...0x7A).contains($0 | 0x20) }), segments.count > 1
    else { return nil }
    return file(bytes, range)
  }

  /// What a path's ending says of the file.
  private static func file(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Mention.Kind {
    let text = String(decoding: bytes[range], as: UTF8.self).lowercased()
    if text.hasSuffix(".log") || text.contains("/logs/") || text.contains("\\logs\\")
      || text.hasPrefix("/var/log/")
    {
      return .log
    }
    if [".sh", ".ps1", ".bat"].contains(where: text.hasSuffix) { return .script }
    return .path
  }
}
