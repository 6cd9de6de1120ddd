import Testing

@testable import RunbookModel

/// How a command is written once its prompt, comment and placeholders are understood.
struct TemplateTests {
  @Test(
    arguments: [
      ("restart <name>", "restart ‹name›"), ("  ls   -l\t x ", "ls -l x"), ("$ ls", "ls"),
      ("ls # the comment", "ls"), ("ls 'a  b'", "ls 'a  b'"), ("ls a#b", "ls a#b"),
      ("docker compose \\\n  up -d", "docker compose up -d"), ("a\nb", "a; b"), ("a &&\nb", "a && b"),
      ("a |\n  b", "a | b"), ("if a\nthen\n  b\nfi", "if a; then b; fi"), ("a; \n\n b", "a; b"),
      ("curl x/bot<TOKEN>/y", "curl x/bot‹TOKEN›/y"),
      ("cp a/STAMP.sql.gz /tmp/", "cp a/‹STAMP›.sql.gz /tmp/"),
      ("echo \"$NAME\" ${OTHER}", "echo \"$NAME\" ${OTHER}"), ("psql -c 'SELECT 1'", "psql -c 'SELECT 1'"),
      ("cat <<EOF > x\nline <one>\n  two $A\nEOF", "cat <<EOF > x; line <one>;   two $A; EOF"),
      ("cat <<'EOF'\n$A\nEOF\nls", "cat <<'EOF'; $A; EOF; ls"), ("echo $(cat <file>)", "echo $(cat ‹file›)"),
      ("export TAG=\"v1.2.3\"\n./x --tag \"$TAG\"", "export TAG=\"‹tag›\"; ./x --tag \"$TAG\""),
      ("RELEASE_TAG=1.2.3\n./x $RELEASE_TAG", "RELEASE_TAG=‹tag›; ./x $RELEASE_TAG"),
      ("VERSION=1.2.3 make", "VERSION=1.2.3 make"), ("A=/srv/x\nls $A", "A=/srv/x; ls $A"),
      ("echo \"one\ntwo\"", "echo \"one; two\""),
      ("docker ps --format '{{.Names}}'", "docker ps --format '{{.Names}}'"),
      ("restart ‹name›", "restart ‹name›"), ("a\r\nb", "a; b"), ("größe <größe>", "größe ‹größe›"), ("", ""),
    ]) func writes(_ text: String, _ template: String)
  {
    #expect(CommandLine(text).template == template)
  }

  @Test(
    arguments: [
      "restart <name> # note", "a && b\nc", "cat <<EOF\nx\nEOF", "echo \"$NAME\" {x} 'a b'",
      "ssh h 'cd /x && ls <dir>'",
      "for i in a b; do\n echo $i\ndone",
    ]) func aTemplateIsItsOwnTemplate(_ text: String)
  {
    let template = CommandLine(text).template
    #expect(CommandLine(template).template == template)
    #expect(!template.contains("\n"))
  }

  @Test(
    arguments: [
      ("ls # why", "why"), ("ls", nil), ("ls #", nil), ("ls 'a # b'", nil), ("ls a#b", nil),
      ("# alone", "alone"),
      ("a # one\nb # two", "two"),
    ] as [(String, String?)]) func takesTheCommentOff(_ text: String, _ comment: String?)
  {
    #expect(CommandLine(text).comment == comment)
  }
}
