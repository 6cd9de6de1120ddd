import Testing

@testable import ServerFacts

struct ShellScriptTests {
  private static func names(_ text: String) -> [String]? {
    ShellScript(text)?.commands.map {
      "\($0.line):\($0.words.first?.text ?? $0.assignments.first?.name ?? ">")"
    }
  }

  @Test func commandsWithTheirLines() {
    let text = """
      #!/bin/bash
      set -e # stop
      a=b c=$(date +%F) run "$x y" \\
        --long && next || { last; }
      for dir in /a /b; do cd "$dir"; done
      if [ "$(git rev-parse HEAD)" = x ]; then continue; elif [[ -n $y && $z ]]; then b; else c; fi
      f() {
        local one=$1
      }
      case $x in a|b) one;; *) two ;; esac
      cat <<EOF | wc -l
      not; a command
      EOF
      ( sub ) || rescue
      while read -r line; do g; done < file
      (( n > 3 )) && sites=(x:1 y:2)
      exec >>"$HOME/log" 2>&1
      """
    #expect(
      Self.names(text) == [
        "2:set", "3:run", "4:next", "4:last", "5:cd", "6:[", "6:continue", "6:[[ -n $y && $z ]]", "6:b",
        "6:c",
        "8:local", "10:one", "10:two", "11:cat", "11:wc", "14:sub", "14:rescue", "15:read", "15:g",
        "16:(( n > 3 ))", "16:sites", "17:exec",
      ])
  }

  @Test func joints() throws {
    let script = try #require(ShellScript("a && b || c | d &\n( e; f ) || g\n! h\nif i; then j; fi\n"))
    let joints = script.commands.map { "\($0.words[0].text) \($0.before) \($0.after)" }
    #expect(
      joints == [
        "a end and", "b and or", "c or pipe", "d pipe background", "e end end", "f end end", "g or end",
        "h end end", "i end end", "j end end",
      ])
    #expect(script.scopes.first?.after == .or)
    #expect(script.commands[7].isNegated)
    #expect(script.commands[8].scopes.map { script.scopes[$0].kind } == [.branch, .condition])
  }

  @Test func words() throws {
    let script = try #require(
      ShellScript("x=\"/tmp/$name-$(date +%F).gz\" run 'a b' c\\ d ~/e ${f%:*} $'g'\n"))
    let command = try #require(script.commands.first)
    #expect(
      command.assignments.first?.values.first?.parts == [
        .literal("/tmp/"), .variable("name"), .literal("-"), .command("date +%F"), .literal(".gz"),
      ])
    #expect(command.words.map(\.literal) == ["run", "a b", "c d", "~/e", nil, nil])
  }

  @Test(arguments: ["if x; then", "a )", "case x in", "f( {", "for", "'", "x=$(", "done", "a ("])
  func givesNothingWhereItIsLost(_ text: String) {
    #expect(ShellScript(text) == nil)
  }

  @Test func deepTextsEnd() {
    #expect(ShellScript(String(repeating: "( ", count: 100_000)) == nil)
    #expect(ShellScript(String(repeating: "$(", count: 20_000)) == nil)
    _ = ShellScript(String(repeating: "a && ", count: 5000) + "b")
  }
}
