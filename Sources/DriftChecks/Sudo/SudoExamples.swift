import ServerFacts

/// What `sudo -l` prints, for the examples of its checks.
enum SudoExamples {
  static func list(_ lines: [String]) -> CommandOutput {
    let head = "Matching Defaults entries for deploy on demo:\n    env_reset, use_pty\n\n"
    let grants = lines.map { "    \($0)\n" }.joined()
    return CommandOutput(
      status: 0, output: head + "User deploy may run the following commands on demo:\n" + grants)
  }
}
