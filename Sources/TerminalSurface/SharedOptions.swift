import Reports

/// The options that stand before or behind any command.
enum SharedOptions {
  static let list = [
    OptionCard(
      "--file", "PATH", "the runbook; else the nearest AGENTS.md from here up to the git root", takes: .file),
    OptionCard(
      "--format", "NAME", AllFormats.list.map { $0.name }.joined(separator: ", ") + "; see runbook(1)",
      takes: .format),
    OptionCard("--recording", "DIR", "look at a recorded server instead of this one", takes: .file),
    OptionCard("--verbose", nil, "say which file was read, and why; tell all there is to tell"),
    OptionCard("--help", nil, "show the help of a command"),
    OptionCard("--version", nil, "print the version"),
  ]
}
