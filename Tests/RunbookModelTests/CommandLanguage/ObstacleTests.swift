import Testing

@testable import RunbookModel

/// What needs a shell, and what we run ourselves.
struct ObstacleTests {
  @Test(
    arguments: [
      ("echo $(id)", "command substitution"), ("echo `id`", "command substitution"),
      ("echo \"$(id)\"", "command substitution"),
      ("rm *", "pathname expansion"), ("ls a?", "pathname expansion"), ("ls [a-z]", "pathname expansion"),
      ("a; b", "list"), ("a\nb", "list"), ("a &", "background job"), ("a || b", "OR list"),
      ("cat <<EOF\nx\nEOF", "here-document"), ("cat <<-'EOF'\nx\n\tEOF", "here-document"),
      ("cat <<< x", "here-string"),
      ("for a in b; do c; done", "for loop"), ("while a; do b; done", "while loop"),
      ("until a; do b; done", "until loop"),
      ("if a; then b; fi", "if"), ("case a in b) c;; esac", "case"), ("f() { a; }", "function definition"),
      ("echo {a,b}", "brace expansion"), ("echo $((1 + 2))", "arithmetic expansion"),
      ("diff <(a) b", "process substitution"),
      ("!!", "history expansion"), ("sudo !!", "history expansion"), ("echo 'a", "unclosed quote"),
      ("echo \"a", "unclosed quote"),
      ("echo $HOME", "parameter expansion"), ("echo ${A:-b}", "parameter expansion"),
      ("echo $?", "parameter expansion"),
      ("A=b; ls $A", "parameter expansion"), ("export A=b", "shell builtin"), ("source x", "shell builtin"),
      ("cd /srv", "shell builtin"), ("ls && cd /srv", "shell builtin"), ("eval x", "shell builtin"),
      (". ./x", "shell builtin"),
      ("(a)", "subshell"), ("{ a; }", "group"), ("! a", "negation"), ("[[ -f a ]]", "conditional expression"),
      ("a &> x", "redirection of both outputs"), ("a >& x", "redirection of both outputs"),
      ("a &&", "incomplete list"),
      ("a |", "incomplete list"), ("a \\", "incomplete line"), ("a >", "redirection without a target"),
      ("A=b", "variable assignment"),
      ("echo $'a\\n'", "ANSI-C quoting"), ("x=(a b)", "array"), ("echo ${a", "unclosed quote"),
      ("echo $(a", "unclosed quote"),
    ]) func needsAShell(_ text: String, _ construct: String)
  {
    let line = CommandLine(text)
    #expect(line.obstacles.contains(Obstacle(construct: construct)), "\(line.obstacles)")
    #expect(line.pipelines == [])
    #expect(!line.isArgv)
  }

  @Test(
    arguments: [
      ("ls", [["ls"]]), ("a | b", [["a", "b"]]), ("a && b | c && d", [["a"], ["b", "c"], ["d"]]),
      ("cd /x && a", [["a"]]), ("cd ~/x && a | b && c", [["a", "b"], ["c"]]), ("a < b > c 2>&1", [["a"]]),
      ("ls ~/x 'a*b' \"c?d\"", [["ls"]]), ("A=b ls", [["ls"]]), ("sudo -u x a", [["sudo"]]),
      ("ssh h 'a; b | c'", [["ssh"]]),
      ("a <name> $X", [["a"]]), ("a \\\n b", [["a"]]), ("echo 'a # b' # c", [["echo"]]),
      ("cat x 2>/dev/null >> y", [["cat"]]),
    ] as [(String, [[String]])]) func weRunIt(_ text: String, _ pipelines: [[String]])
  {
    let line = CommandLine(text)
    #expect(line.obstacles == [])
    #expect(line.pipelines.map { $0.commands.map { $0.words[0].text } } == pipelines)
  }

  @Test(
    arguments: [
      ("cd /srv/app && ls", "/srv/app"), ("cd \"/a b\" && ls", "/a b"), ("cd ~/x && a && b", "~/x"),
      ("cd <dir> && ls", "‹dir›"),
      ("ls && cd x", nil), ("cd x", nil), ("cd x; ls", nil), ("ls", nil),
    ] as [(String, String?)]) func seesTheFolder(_ text: String, _ folder: String?)
  {
    #expect(CommandLine(text).directory?.text == folder)
  }

  @Test(arguments: [
    "ls -l", "sudo systemctl restart x", "A=b ./x.sh", "ls ~/x", "restart <name>", "a 'b; c | d'",
    "cp STAMP.gz /tmp",
    "sudo -u postgres psql -c \"select 1;\"", "ssh host uptime", "ssh host 'systemctl restart x'",
    "find . -exec ls {} \\;",
    "curl 'http://x/?a=b&c=d'", "docker ps --format '{{.Names}}'", "sh -c 'a | b'", "ls # comment",
    "x your-name YYYY-MM-DD",
  ]) func isArgv(_ text: String) { #expect(CommandLine(text).isArgv) }

  @Test(arguments: [
    "a | b", "a && b", "cd x && a", "a > b", "a 2>/dev/null", "a < b", "ls $X", "ls ${X}", "ls \"$X\"",
    "ls *", "a; b", "a &",
    "ssh h 'a | b'", "ssh h 'a && b'", "ssh h \"a; b\"", "ssh h 'cat > x'", "ssh h 'ls *'", "ssh h 'ls $X'",
    "A=b", "", "# x", "cd x",
    "echo {a,b}", "ssh a \"ssh b 'x | y'\"",
  ]) func isNoArgv(_ text: String) { #expect(!CommandLine(text).isArgv) }
}
