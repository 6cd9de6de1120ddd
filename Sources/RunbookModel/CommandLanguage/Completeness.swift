/// Whether a command says all that its program needs.
enum Completeness {
  static func isComplete(_ command: SimpleCommand) -> Bool {
    guard let word = command.programWord, !command.arguments.contains(where: isTemplate) else { return false }
    guard let name = command.program, let (program, arguments) = EffectCatalogue.entry(command) else {
      if command.program.map(CommandPrefix.isPrefix) ?? false { return !command.arguments.isEmpty }
      return command.arguments.isEmpty ? ScriptName.isPath(word.text) || word.literal == nil : true
    }
    if arguments.words.isEmpty { return program.standsAlone || command.isFed || !command.redirects.isEmpty }
    if ["cp", "mv", "scp", "chmod", "chown", "chgrp"].contains(name), arguments.operands.count < 2 {
      return arguments.has("-t") || arguments.has("--target-directory")
    }
    // A request needs somebody to ask, and what runs another program needs that.
    if ["curl", "wget"].contains(name), !arguments.has("--url"), !arguments.has("-K"),
      arguments.operands.allSatisfy({ isPathOnly(arguments.words[$0]) })
    {
      return arguments.has("--version") || arguments.has("-V")
    }
    if !command.isFed, waitsForInput(name, arguments.words.map(\.text)) { return false }
    if name == "sshpass", arguments.operands.isEmpty { return false }
    let takesSubcommand = program.rules.contains { !$0.subcommands.isEmpty }
    guard let first = arguments.operand(0)?.literal else {
      // Options alone are enough where a rule knows them.
      guard takesSubcommand, arguments.operands.isEmpty else { return true }
      return program.standsAlone || arguments.words.contains { $0.text == "--help" || $0.text == "--version" }
        || program.rules.contains { $0.subcommands.isEmpty && arguments.matches($0) }
    }
    return !program.needing.contains(first) || arguments.operands.count > 1
      || ["--all", "-A", "-a", "-u"].contains(where: arguments.has)
      || ["kubectl", "oc"].contains(name) && ["-l", "--selector"].contains(where: arguments.has)
  }

  /// `jq .` and the like write down what they are fed, and name nothing to read.
  private static func waitsForInput(_ name: String, _ words: [String]) -> Bool {
    switch name {
    case "jq", "yq": words.count { !$0.hasPrefix("-") } == 1 && !words.contains("-n")
    case "python", "python3": words == ["-m", "json.tool"]
    default: false
    }
  }

  /// `"command here"`: two words that tell what to write in their place.
  private static func isTemplate(_ word: Word) -> Bool {
    guard let text = word.literal, text.utf8.count < 32, text.hasSuffix(" here") else { return false }
    let words = text.lowercased().split(separator: " ")
    return words.count < 5
      && words.contains { ["command", "commands", "query", "sql", "code", "message"].contains($0) }
  }

  /// `/api/status`: a request needs to know whom to ask.
  private static func isPathOnly(_ word: Word) -> Bool { word.literal?.hasPrefix("/") ?? false }
}
