import Findings

/// The name of a stated command, from its key, its comment, its verb or its heading, in that order.
enum CommandName {
  private static let longest = 48
  /// Keys that name no deed.
  private static let empty: Set<String> = [
    "command", "commands", "usage", "example", "run", "note", "tip", "script", "comandos", "befehle",
    "commandes", "or", "cmd",
  ]

  /// `isShared`: its first purpose is that of further commands too, and so names none of them.
  static func of(_ command: StatedCommand, path: [String], isShared: Bool) -> String {
    let slug = path.last ?? "runbook"
    if let purpose = command.purposes.first, !RuleWords.forbids(purpose.value),
      !isShared || empty.contains(Title.slug(purpose.value))
    {
      let words = Title.slug(Title.plain(purpose.value))
      let isName = !words.isEmpty && words.utf8.count <= longest && !empty.contains(words)
      if isName, isKey(purpose.value) {
        return words.contains("-") || words == slug ? words : "\(words)-\(slug)"
      }
      if empty.contains(words), let verb = verb(command) { return "\(verb)-\(slug)" }
      if isName, words.split(separator: "-").count <= 7 { return words }
    }
    guard let verb = verb(command) else { return slug }
    let object = object(command)
    return object.isEmpty ? "\(verb)-\(slug)" : "\(verb)-\(object)"
  }

  /// A key of a few words, `Reload`, takes the section's name to itself.
  private static func isKey(_ words: String) -> Bool { words.split(separator: " ").count <= 3 }

  private static func verb(_ command: StatedCommand) -> String? {
    guard let first = command.line.commands.first(where: { $0.program != nil }), let program = first.program
    else { return nil }
    let plain = first.arguments.first { !$0.text.hasPrefix("-") && $0.literal != nil }
    let hasSubcommand = [
      "supervisorctl", "systemctl", "docker", "git", "pm2", "npm", "pnpm", "yarn", "kubectl", "launchctl",
      "nssm", "gh",
    ].contains(program)
    if hasSubcommand, let plain { return Title.slug(plain.text) }
    return Title.slug(program.fileStem)
  }

  private static func object(_ command: StatedCommand) -> String {
    guard let first = command.line.commands.first(where: { $0.program != nil }) else { return "" }
    let words = first.arguments.filter { !$0.text.hasPrefix("-") && $0.literal != nil }
    guard let last = words.last,
      words.count > 1 || !["supervisorctl", "systemctl"].contains(first.program ?? "")
    else { return "" }
    let slug = Title.slug(last.text.fileStem)
    return slug.utf8.count <= 32 ? slug : ""
  }
}
