import Testing

@testable import RunbookModel

/// Words as POSIX sh splits them, and the program among them.
struct WordTests {
  @Test(
    arguments: [
      ("nginx -t", ["nginx", "-t"]), ("  a \t b  ", ["a", "b"]), ("echo 'two words'", ["echo", "two words"]),
      ("echo \"two words\"", ["echo", "two words"]), ("a'b c'd", ["ab cd"]), ("a '' b", ["a", "", "b"]),
      ("a\\ b", ["a b"]), ("a \\$b", ["a", "$b"]), ("echo '$A `x` ; | &'", ["echo", "$A `x` ; | &"]),
      ("a \"b \\\"c\\\" d\"", ["a", "b \"c\" d"]), ("a \"\\n\"", ["a", "\\n"]),
      ("a 'it'\\''s'", ["a", "it's"]),
      ("scp <file>.gz <host>:", ["scp", "‹file›.gz", "‹host›:"]), ("ls \"C:\\x\\y\"", ["ls", "C:\\x\\y"]),
      ("C:\\nssm\\nssm.exe restart x", ["C:\\nssm\\nssm.exe", "restart", "x"]),
      ("x --path=D:\\a\\b", ["x", "--path=D:\\a\\b"]), ("x abc:\\d", ["x", "abc:d"]),
      ("größe ändern", ["größe", "ändern"]),
      ("psql -c \"SELECT * FROM a; SELECT 1\"", ["psql", "-c", "SELECT * FROM a; SELECT 1"]),
      ("docker compose \\\n up", ["docker", "compose", "up"]), ("a 2>&1 b", ["a", "b"]),
      ("a >x b <y", ["a", "b"]),
      ("ab\\\ncd", ["abcd"]), ("find . -exec ls {} \\;", ["find", ".", "-exec", "ls", "{}", ";"]),
    ] as [(String, [String])]) func splits(_ text: String, _ words: [String])
  {
    #expect(CommandLine(text).commands.first?.words.map(\.text) == words)
  }

  @Test(
    arguments: [
      ("nginx -t", "nginx", nil), ("/usr/sbin/nginx -t", "nginx", nil), ("sudo nginx", "nginx", "root"),
      ("sudo -u postgres psql", "psql", "postgres"), ("sudo -nu postgres -- psql", "psql", "postgres"),
      ("sudo --user=x ls", "ls", "x"), ("sudo -E env A=b ls", "ls", "root"), ("A=b ls", "ls", nil),
      ("env -u X A=b ls", "ls", nil), ("nohup nice -n 5 timeout -k 5 9 ls -l", "ls", nil),
      ("time ls", "ls", nil),
      ("command ls", "ls", nil), ("command -v ls", "command", nil), ("exec ls", "ls", nil),
      ("sudo -l", "sudo", nil),
      ("<cmd> x", nil, nil), ("$X y", nil, nil), ("$(x) y", nil, nil), ("C:\\a\\nssm.exe x", "nssm.exe", nil),
      ("ionice -c 2 -n 7 ls", "ls", nil), ("sudo A=b ls", "ls", "root"), ("sudo", "sudo", nil),
    ] as [(String, String?, String?)]) func seesThroughPrefixes(
      _ text: String, _ program: String?, _ user: String?
    )
  {
    let command = CommandLine(text).commands.first
    #expect(command?.program == program)
    #expect(command?.runsAs == user)
  }

  @Test(
    arguments: [
      ("a | b && c; d", ["a", "b", "c", "d"]), ("echo $(a | b)", ["echo", "a", "b"]), ("x=`a`", ["", "a"]),
      ("for i in 1 2; do a $i; b; done", ["a", "b"]), ("if a; then b; else c; fi", ["a", "b", "c"]),
      ("while a; do b; done", ["a", "b"]), ("case $x in y) a;; *) b;; esac", ["a", "b"]),
      ("ssh host 'a && b'", ["ssh", "a", "b"]), ("ssh -p 22 -i k u@h \"a | b\"", ["ssh", "a", "b"]),
      ("f() { a; }", ["a"]),
      ("bash -c 'a; b'", ["bash", "a", "b"]), ("cat <<E | a\nrm x\nE\nb", ["cat", "a", "b"]),
      ("diff <(a) <(b)", ["diff", "a", "b"]),
      ("[[ -f x ]] && a", ["a"]), ("! a", ["a"]), ("(a; b)", ["a", "b"]), ("a || b", ["a", "b"]),
      ("a & b", ["a", "b"]),
      ("# only a comment", []), ("", []),
    ] as [(String, [String])]) func seesEveryCommand(_ text: String, _ programs: [String])
  {
    #expect(CommandLine(text).commands.map { $0.words.first?.text ?? "" } == programs)
  }

  @Test func readsRedirects() {
    let command = CommandLine("a < in > out 2>> log 2>&1").commands[0]
    let word = { (text: String) in Word(parts: [.literal(text)]) }
    #expect(
      command.redirects == [
        Redirect(descriptor: 0, kind: .read, target: word("in")),
        Redirect(descriptor: 1, kind: .write, target: word("out")),
        Redirect(descriptor: 2, kind: .append, target: word("log")),
        Redirect(descriptor: 2, kind: .duplicate(1)),
      ])
  }

  @Test func readsAssignments() {
    let command = CommandLine("A=1 B='two words' C= ls D=4").commands[0]
    #expect(command.assignments.map(\.name) == ["A", "B", "C"])
    #expect(command.assignments.map(\.value.text) == ["1", "two words", ""])
    #expect(command.arguments.map(\.text) == ["D=4"])
  }
}
