import Findings

/// What a value shows itself to be: a command, a folder, a unit, an owner.
extension AllowedSayings {
  /// `curl https://shop.example` says what to run, and not where something is.
  static func isCommand(_ value: String) -> Bool {
    guard let end = value.firstIndex(of: " ") else { return false }
    return programs.contains(String(value[..<end]))
  }

  private static let programs = WordTable(
    "curl wget rsync scp sftp ssh docker podman cd cp mv tar git sudo kubectl systemctl cat tail head ls mkdir aws rclone restic borg psql"
  )

  /// `Local dump (see backups/)` holds one, "locks/unlocks the doors" does not.
  static func holdsPath(_ value: String) -> Bool {
    value.split(separator: " ").prefix(6).contains { word in
      let word = word.drop { "([`'\"<".contains($0) }
      return word.contains("\\") || word.contains("://") || word.hasPrefix("~/")
        || word.contains("/") && !word.allSatisfy { $0.isLetter || $0 == "/" || $0 == "-" }
        || word.hasPrefix("/") && word.utf8.count > 1 || word.hasSuffix("/") && word.utf8.count > 1
        || word.count { $0 == "/" } > 1
        || word.hasPrefix(".") && word.dropFirst().allSatisfy { $0.isLetter || $0 == "." }
          && word.utf8.count > 3
    }
  }

  /// `/srv/app`, `r2:dumps`, `var/lib`, and neither `backup.sh` nor `AB12/34 with disk`.
  static func isFolderPath(_ value: String) -> Bool {
    let isFile = !Shape.of(value).isDisjoint(
      with: [.script, .log, .configuration, .certificate, .key, .database])
    // `/etc/hosts` and its like have no ending.
    let isSystemFile = value.hasPrefix("/etc/") && value.count { $0 == "/" } == 2
    return !isFile && !isSystemFile && (!value.contains(" ") || value.hasPrefix("/") || value.hasPrefix("~"))
  }

  /// `SHOP_KEY`, alone or among other words.
  static func holdsVariable(_ value: String) -> Bool {
    value.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { word in
      word.utf8.count > 2
        && word.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F || $0 &- 0x30 < 10 }
    }
  }

  /// Four numbers, or groups with two colons and more, as a word of its own; never the machine's own address.
  static func holdsIP(_ value: String) -> Bool {
    value.split { !($0.isHexDigit || $0 == "." || $0 == ":") }.contains { word in
      let numbers = word.prefix { $0 != ":" }.split(separator: ".", omittingEmptySubsequences: false)
      return numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil } && numbers[0] != "127"
        || word.count { $0 == ":" } > 1
    }
  }

  /// One word as systemd names its units.
  static func isUnit(_ value: String) -> Bool {
    value.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || $0 &- 0x30 < 10 || "-_.@*:".utf8.contains($0)
    }
  }

  /// `app:www-data`, `www-data:www-data, 755`
  static func isOwner(_ value: String) -> Bool {
    let pair = value.prefix { !" ,;(".contains($0) }.split(separator: ":", omittingEmptySubsequences: false)
    return pair.count == 2
      && pair.allSatisfy { name in
        name.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
          && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 &- 0x30 < 10 || "-_".utf8.contains($0) }
      }
  }

  /// "Pull fails (no image): ensure that …" says what to do, and no image.
  static func isAdvice(_ value: String) -> Bool {
    let words = value.split(separator: " ", maxSplits: 4)
    return words.count > 3 && advising.contains(words[0].lowercased())
  }

  private static let advising = WordTable(
    """
    never always don't avoid use ensure check verify make run restart see look try wait confirm increase reduce prüfen prüfe
    stelle sicherstellen comprueba verifica revisa asegúrate vérifier vérifiez vérifie assurez verifique controleer controlla проверьте убедитесь
    """)
}
