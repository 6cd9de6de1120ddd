import Findings

/// Prints the completion script of a shell, and answers what that script asks.
enum CompletionCommand: Command {
  static let card = CommandCard(
    name: "completion", synopsis: "bash|zsh|fish", summary: "print the completion script of a shell",
    examples: [
      "runbook completion bash > /usr/local/share/bash-completion/completions/runbook",
      "runbook completion zsh > /usr/local/share/zsh/site-functions/_runbook",
      "runbook completion fish > /usr/local/share/fish/vendor_completions.d/runbook.fish",
    ], takes: [.shell],
    notes: ["make install puts all three where the shells look for them."], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    if invocation.words.first == "candidates" {
      return await answer(Array(invocation.words.dropFirst()), terminal)
    }
    guard let name = invocation.words.first, invocation.words.count == 1,
      let shell = shells.first(where: { $0.name == name })
    else { throw Invocation.Unusable(message: "completion takes one word: bash, zsh or fish") }
    return terminal.say(shell.script)
  }

  /// `completion candidates -- run restart-se`: one candidate a line, a tab, and what it is. Whatever goes wrong, there
  /// is nothing to offer and nothing to complain of.
  private static func answer(_ words: [String], _ terminal: Terminal) async -> ExitCode {
    let completion = Completion(words)
    let (stream, continuation) = AsyncStream.makeStream(of: [Completion.Candidate].self)
    let desk = terminal.world.desk, patience = terminal.world.patience
    Task.detached {
      continuation.yield(await completion.candidates(desk))
      continuation.finish()
    }
    Task.detached {
      try? await Task.sleep(for: patience)
      continuation.finish()
    }
    for await found in stream where !found.isEmpty {
      let lines = found.map { candidate in
        let summary = candidate.summary.cleaned.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return summary.isEmpty ? candidate.word : "\(candidate.word)\t\(summary)"
      }
      return terminal.say(lines.joined(separator: "\n"))
    }
    return .success
  }

  // MARK: Scripts

  static let shells = [
    (name: "bash", script: bash), (name: "zsh", script: zsh), (name: "fish", script: fish),
  ]

  private static let bash = #"""
    # bash completion of runbook: the program itself says what may stand here.
    _runbook() {
      local line words word prefix="" breaks=${COMP_WORDBREAKS//[^=:@]/}
      COMPREPLY=()
      line=${COMP_LINE:0:COMP_POINT}
      read -r -a words <<<"$line"
      [[ $line != *[[:space:]] ]] || words+=("")
      word=${words[${#words[@]}-1]}
      # What stands before such a sign is a word of its own for bash, and there already.
      [[ -z $breaks ]] || prefix=${word%"${word##*[$breaks]}"}
      while IFS=$'\t' read -r word _; do
        if [[ $word == '<file>' ]]; then
          compopt -o default
        else
          COMPREPLY+=("${word#"$prefix"}")
        fi
      done < <(command runbook completion candidates -- "${words[@]:1}" 2>/dev/null)
    }
    complete -F _runbook runbook
    """#

  private static let zsh = #"""
    #compdef runbook
    # zsh completion of runbook: the program itself says what may stand here.
    _runbook() {
      local word text
      local -a found told
      while IFS=$'\t' read -r word text; do
        if [[ $word == '<file>' ]]; then
          _files
          return
        fi
        found+=("$word")
        told+=("$word${text:+  $text}")
      done < <(command runbook completion candidates -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
      (( ${#found} )) && compadd -l -d told -a found
    }
    if [[ $funcstack[1] == _runbook ]]; then
      _runbook "$@"
    else
      compdef _runbook runbook
    fi
    """#

  private static let fish = #"""
    # fish completion of runbook: the program itself says what may stand here.
    function __runbook_candidates
        set -l words (commandline -opc)
        set -l word (commandline -ct)
        set -e words[1]
        for line in (command runbook completion candidates -- $words "$word" 2>/dev/null)
            if test "$line" = '<file>'
                __fish_complete_path "$word"
            else
                printf '%s\n' "$line"
            end
        end
    end
    complete -c runbook -f -a '(__runbook_candidates)'
    """#
}
