import Findings

/// One line of a crontab: `0 3 * * * /usr/bin/x`, `@daily root /usr/bin/x`.
struct CronLine {
  /// The time, in UTF-8 bytes of the line.
  var time: Range<Int>
  var user: String?
  /// Where the command stands.
  var command: Range<Int>

  /// Nil where the line is none. A sixth word is a user when it is a plain name, no program that a job would run, and
  /// a path stands behind it, as in /etc/crontab (crontab(5)).
  init?(_ line: String, hasUser: Bool = false) {
    let found = line.withBytes { bytes -> (time: Range<Int>, words: [Range<Int>])? in
      var words: [Range<Int>] = []
      var index = 0
      while index < bytes.count, words.count < 8 {
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        let start = index
        while index < bytes.count, bytes[index] != 0x20, bytes[index] != 0x09 { index += 1 }
        if index > start { words.append(start..<index) }
      }
      guard let first = words.first else { return nil }
      let fields = bytes[first.lowerBound] == UInt8(ascii: "@") ? 1 : 5
      guard words.count > fields else { return nil }
      return (first.lowerBound..<words[fields - 1].upperBound, Array(words[fields...]))
    }
    guard let found, let first = found.words.first else { return nil }
    guard CronTime(fields: line.part(found.time).asFields) != nil || line.part(found.time) == "@reboot" else {
      return nil
    }
    time = found.time
    let end = line.utf8.count
    if found.words.count > 1, Self.isUser(line.part(first)),
      hasUser || Self.namesUser(line.part(first), before: line.part(found.words[1]))
    {
      user = line.part(first)
      command = found.words[1].lowerBound..<end
    } else {
      command = first.lowerBound..<end
    }
  }

  private static func namesUser(_ word: String, before next: String) -> Bool {
    if accounts.contains(word) { return isPath(next) || EffectCatalogue.program(next) != nil }
    return isPath(next) && (EffectCatalogue.program(word) == nil || services.contains(word))
  }

  /// Accounts that are there before anybody makes one, and the name of no program that a job would run.
  private static let accounts: Set<String> = [
    "root", "www-data", "postgres", "mysql", "nobody", "backup", "apache",
  ]

  /// Accounts that are called as a program is which no job runs on a path.
  private static let services: Set<String> = [
    "git", "nginx", "caddy", "redis", "mongodb", "docker", "haproxy",
  ]

  private static func isUser(_ word: String) -> Bool {
    word.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
    }
      && word.utf8.first.map { (0x61...0x7A).contains($0) } == true
      && !["sudo", "test", "cd", "env"].contains(word)
  }

  private static func isPath(_ word: String) -> Bool { word.hasPrefix("/") || word.hasPrefix("[") }
}

extension String {
  fileprivate var asFields: String { split { $0 == " " || $0 == "\t" }.joined(separator: " ") }
}
