import Testing

@testable import RunbookModel

struct PromptTests {
  @Test(
    arguments: [
      ("$ ls", "ls", true), ("  $ ls -l ", "ls -l", true), ("% ls", "ls", true), ("> ls", "ls", true),
      ("❯ ls", "ls", true), ("> /var/log/x.log", "> /var/log/x.log", false),
      ("deploy@web:~$ ls", "ls", true), ("root@web:/srv# ls", "ls", true), ("[deploy@web ~]$ ls", "ls", true),
      ("[root@web srv]# ls", "ls", true), ("(venv) a@b:~/x$ ls", "ls", true), ("PS C:\\srv> ls", "ls", true),
      ("PS> ls", "ls", true),
      ("C:\\srv> dir", "dir", true), ("deploy@web:~$", "", true), ("# ls", "# ls", false),
      ("ls", "ls", false), ("$HOME/x", "$HOME/x", false),
      ("ssh deploy@web 'a $ b'", "ssh deploy@web 'a $ b'", false),
      ("git@x.org:a/b.git", "git@x.org:a/b.git", false),
      ("scp a@b:/x $y", "scp a@b:/x $y", false), ("[ -f x ]", "[ -f x ]", false),
      ("C:\\a\\b.exe x", "C:\\a\\b.exe x", false),
      ("C:\\a\\b.exe x > y", "C:\\a\\b.exe x > y", false), ("", "", false),
    ]) func strips(_ line: String, _ command: String, _ hadPrompt: Bool)
  {
    let found = Prompt.strip(line)
    #expect(found.command == command)
    #expect(found.hadPrompt == hadPrompt)
  }

  @Test func theRootPromptOnlyWhereTheBlockSaysSo() {
    #expect(Prompt.strip("# ls", rootPrompt: true) == ("ls", true))
    #expect(Prompt.strip("#ls", rootPrompt: true) == ("#ls", false))
  }
}
