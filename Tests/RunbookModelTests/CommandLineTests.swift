import Testing

@testable import RunbookModel

struct CommandLineTests {
  @Test(
    arguments: [
      ("nginx -t", ["nginx", "-t"]), ("  a \t b  ", ["a", "b"]), ("", []),
      ("echo 'two words'", ["echo", "two words"]), ("echo \"two words\"", ["echo", "two words"]),
      ("a'b c'd", ["ab cd"]), ("a '' b", ["a", "", "b"]), ("a\\ b", ["a b"]), ("a \\$b", ["a", "$b"]),
      ("echo '$HOME `x` ; | &'", ["echo", "$HOME `x` ; | &"]), ("restart <name>", ["restart", "<name>"]),
      ("scp <file>.gz <host>:", ["scp", "<file>.gz", "<host>:"]),
      (
        "rclone lsf --include \"appdb-*.sql.gz\" r2:b/",
        ["rclone", "lsf", "--include", "appdb-*.sql.gz", "r2:b/"]
      ),
      ("größe ändern", ["größe", "ändern"]),
    ] as [(String, [String])]) func splits(_ text: String, _ words: [String]) throws
  {
    #expect(try CommandLine(text).words == words)
  }

  @Test(arguments: [
    ("a | b", "pipe"), ("a && b", "background or list"), ("a &", "background or list"), ("a; b", "list"),
    ("a > f", "redirection"), ("a < f", "redirection"), ("psql appdb < /tmp/STAMP.sql", "redirection"),
    ("a <in >out", "redirection"), ("a <<EOF", "redirection"), ("a 2>&1", "redirection"),
    ("echo $HOME", "expansion"), ("echo $(id)", "expansion"), ("echo `id`", "command substitution"),
    ("(a)", "subshell"), ("rm *", "pathname expansion"), ("ls a?", "pathname expansion"),
    ("a\nb", "several lines"), ("a 'b", "unclosed quote"), ("a \"b", "unclosed quote"),
    ("a \\", "continuation line"), ("echo \"$HOME\"", "expansion"), ("echo \"`id`\"", "command substitution"),
    ("echo \"a\\\"", "escape inside double quotes"),
  ]) func refuses(_ text: String, _ construct: String) {
    #expect(throws: CommandLine.NeedsShell(construct: construct)) { try CommandLine(text) }
  }

  @Test(
    arguments: [
      ("sudo nginx -t", ["nginx", "-t"]), ("sudo -n -- nginx -t", ["nginx", "-t"]),
      ("sudo -u postgres psql", ["psql"]), ("nginx -t", ["nginx", "-t"]), ("sudo", []),
    ] as [(String, [String])]) func takesSudoOff(_ text: String, _ words: [String]) throws
  {
    #expect(try CommandLine(text).withoutSudo == words)
  }
}
