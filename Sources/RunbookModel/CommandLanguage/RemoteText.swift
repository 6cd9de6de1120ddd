/// The text that a command hands to another shell to read: `ssh host 'uptime'`, `sh -c 'uptime'`.
enum RemoteText {
  static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "su", "runuser"]

  /// ssh's options that take a value.
  static let sshValued: Set<String> = [
    "-B", "-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-O", "-o", "-P", "-p",
    "-Q", "-R", "-S", "-W", "-w",
  ]

  /// Parameters stay `‹name›` in it.
  static func of(_ command: SimpleCommand) -> String? {
    guard let program = command.program else { return nil }
    if program == "ssh" { return behindHost(command.arguments) }
    if program == "eval" || program == "watch" { return joined(eval(command.arguments)) }
    guard shells.contains(program) else { return nil }
    return behindOption(command.arguments)
  }

  private static func behindHost(_ words: [Word]) -> String? { joined(ssh(words).rest) }

  /// What ssh takes for itself, in front of the host and right behind it, and what is left for the other machine.
  static func ssh(_ words: [Word]) -> (
    options: [(name: String, value: String?)], host: Word?, rest: ArraySlice<Word>
  ) {
    var options: [(name: String, value: String?)] = []
    var rest = words[...]
    func takeOptions() {
      while let text = rest.first?.text, text.hasPrefix("-") {
        let isValued = sshValued.contains(text)
        let name = isValued ? text : String(text.prefix(2))
        let glued = sshValued.contains(name) && text.utf8.count > 2 ? String(text.dropFirst(2)) : nil
        options.append((glued == nil ? text : name, isValued ? rest.dropFirst().first?.text : glued))
        rest = rest.dropFirst(isValued ? 2 : 1)
      }
    }
    takeOptions()
    let host = rest.popFirst()
    takeOptions()
    return (options, host, rest)
  }

  private static func eval(_ words: [Word]) -> ArraySlice<Word> {
    var rest = words[...]
    while let text = rest.first?.text, text.hasPrefix("-") {
      rest = rest.dropFirst(text == "-n" || text == "--interval" ? 2 : 1)
    }
    return rest
  }

  /// `-c text`, `-lc text`, `--command=text`
  private static func behindOption(_ words: [Word]) -> String? {
    for (place, word) in words.enumerated() {
      let text = word.text
      if text.hasPrefix("--command=") { return String(text.dropFirst(10)) }
      let isOption =
        text == "--command"
        || (text.hasPrefix("-") && !text.hasPrefix("--") && text.hasSuffix("c")
          && text.dropFirst().allSatisfy(\.isLetter))
      if isOption, place + 1 < words.count { return words[place + 1].text }
    }
    return nil
  }

  private static func joined(_ words: ArraySlice<Word>) -> String? {
    words.isEmpty ? nil : words.map(\.text).joined(separator: " ")
  }
}
