import ServerFacts

extension Account {
  /// Whether the mode lets the account do it, `0o1` to execute or enter, `0o2` to write, `0o4` to read: the owner's
  /// bits count for the owner, the group's for the group, else the others'. Root needs none, but one to execute.
  func may(_ bit: Int, _ file: FileAttributes) -> Bool {
    if uid == 0 { return bit != 0o1 || file.kind == .folder || file.mode & 0o111 != 0 }
    if file.uid == uid { return file.mode & bit << 6 != 0 }
    if file.gid == gid || groups.contains(file.gid) { return file.mode & bit << 3 != 0 }
    return file.mode & bit != 0
  }
}

extension Account {
  /// Whether the mode lets the account do all of it: making a file in a folder needs `0o3`.
  func may(_ bits: Int, allOf file: FileAttributes) -> Bool {
    [0o1, 0o2, 0o4].allSatisfy { bits & $0 == 0 || may($0, file) }
  }
}
