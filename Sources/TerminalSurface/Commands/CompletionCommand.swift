import Operations
import Reports
import RunbookDesk

/// Prints a completion script for a shell.
enum CompletionCommand: Command {
  static let card = CommandCard(
    name: "completion", synopsis: "bash", summary: "print the completion script of a shell",
    examples: ["runbook completion bash > /usr/share/bash-completion/completions/runbook"], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words == ["bash"] else {
      throw Invocation.Unusable(message: "completion takes one word: bash")
    }
    return terminal.say(script)
  }

  static var script: String {
    let commands = AllCommands.list.map { $0.card.name }.joined(separator: " ")
    let operations = Desk.operationCards.map(\.name).joined(separator: " ")
    let formats = AllFormats.list.map { $0.name }.joined(separator: " ")
    let checks = CheckDescription.all.map(\.id).joined(separator: " ")
    let options = AllCommands.list.map { $0.card }.filter { !$0.options.isEmpty }.map { card in
      "\(card.name)) mapfile -t COMPREPLY < <(compgen -W "
        + "\"\((card.options.map(\.name) + ["--format", "--file"]).joined(separator: " "))\" -- \"$word\") ;;"
    }
    return """
      # bash completion of runbook: commands, operations, and the names of the runbook that is found from here.
      _runbook() {
        local word=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]}
        if [ "$COMP_CWORD" -eq 1 ]; then
          mapfile -t COMPREPLY < <(compgen -W "\(commands)" -- "$word")
        elif [[ "$word" == -* ]]; then
          case "$first" in
            \(options.joined(separator: "\n      "))
          esac
        elif [ "${COMP_WORDS[COMP_CWORD-1]}" == --format ]; then
          mapfile -t COMPREPLY < <(compgen -W "\(formats)" -- "$word")
        elif [ "$COMP_CWORD" -eq 2 ] && [[ "$first" == checks ]]; then
          mapfile -t COMPREPLY < <(compgen -W "\(checks)" -- "$word")
        elif [ "$COMP_CWORD" -eq 2 ] && [[ "$first" == run || "$first" == plan ]]; then
          mapfile -t COMPREPLY < <(compgen -W "\(operations)" -- "$word")
        elif [ "$COMP_CWORD" -eq 3 ] && [[ "$first" == run || "$first" == plan ]]; then
          # Names come from a file that strangers may have written, and compgen -W expands its words: so it is
          # not asked here.
          local name names
          IFS=', ' read -r -a names < <(runbook list 2>/dev/null | sed -n 's/^<service> is one of: //p')
          COMPREPLY=()
          for name in "${names[@]}"; do
            [[ "$name" != "$word"* ]] || COMPREPLY+=("$(printf '%q' "$name")")
          done
        fi
      }
      complete -o default -F _runbook runbook
      """
  }
}
