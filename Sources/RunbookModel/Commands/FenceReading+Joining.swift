import Findings

extension FenceReading {
  /// Lines of a block that share a variable are one operation.
  static func joined(_ commands: [FencedCommand]) -> [FencedCommand] {
    var groups: [[FencedCommand]] = []
    var open: Set<String> = []
    var onlyAssigns = false
    for command in commands {
      let assigned = assignedNames(command)
      let assigns = isAssignment(command.line) || !assigned.isEmpty && isText(command.text.value)
      let uses = !open.isEmpty && variables(in: command.text.value).contains(where: open.contains)
      if uses || onlyAssigns && !open.isEmpty && !assigned.isEmpty, !groups.isEmpty {
        groups[groups.count - 1].append(command)
        onlyAssigns = onlyAssigns && assigns
      } else {
        groups.append([command])
        open = []
        onlyAssigns = assigns
      }
      open.formUnion(assigned)
    }
    return groups.compactMap(FencedCommand.joined)
  }

  /// `$BOX = "mail"`: PowerShell assigns a text.
  private static func isText(_ text: String) -> Bool {
    guard text.hasPrefix("$"), let last = text.last, last == "\"" || last == "'" else { return false }
    return text.split(separator: "=", maxSplits: 1).last?.drop { $0 == " " }.first == last
  }

  /// The names behind the dollars: `$STAMP`, `${STAMP}`.
  private static func variables(in text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false).dropFirst().map { piece in
      let name = piece.drop { $0 == UInt8(ascii: "{") }.prefix {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
      }
      return String(decoding: name, as: UTF8.self)
    }
  }

  private static func assignedNames(_ command: FencedCommand) -> [String] {
    guard command.text.value.utf8.contains(UInt8(ascii: "=")) || command.text.value.hasPrefix("read ") else {
      return []
    }
    if command.text.value.hasPrefix("$") {
      let name = command.text.value.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return command.text.value.dropFirst(name.count + 1).drop { $0 == " " }.hasPrefix("=")
        ? [String(name)] : []
    }
    return command.line.commands.flatMap { command -> [String] in
      if command.words.isEmpty { return command.assignments.map(\.name) }
      guard ["export", "read", "declare", "local", "set"].contains(command.words[0].text) else { return [] }
      return command.words.dropFirst().compactMap { word in
        word.text.firstIndex(of: "=").map { String(word.text[..<$0]) }
      } + command.assignments.map(\.name)
    }
  }

  private static func isAssignment(_ line: CommandLine) -> Bool {
    line.commands.allSatisfy { $0.words.isEmpty || $0.words[0].text == "export" }
  }
}
