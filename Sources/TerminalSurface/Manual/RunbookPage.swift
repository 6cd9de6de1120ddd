import Operations
import RunbookModel

/// runbook(5): what is read of an AGENTS.md, the operator's policy, and where all of it lies.
enum RunbookPage {
  static var page: ManualPage {
    var page = ManualPage(section: 5, summary: "what runbook reads of an AGENTS.md, and its policy")
    page.heading("DESCRIPTION")
    page.paragraph(
      "A runbook is ordinary Markdown, written for people; it needs no special syntax. What is understood is cited by "
        + "file, line and column; what is not is prose; what could be read in two ways is told as ambiguous, and nothing "
        + "is run from it. The command explain shows how each line was read.")
    page.heading("WHICH FILE")
    page.paragraph(
      "The one that the option --file names; else the nearest AGENTS.md from the current folder up to the git root. Each "
        + "*.md in a folder runbooks beside it is one more chapter. A CLAUDE.md that only says @AGENTS.md, or is a link to "
        + "it, leads there. It is UTF-8 text without NUL bytes, of at most 4 MiB.")
    page.heading("WHAT IS READ")
    for (part, meaning) in parts { page.entry(part, meaning) }
    page.heading("TABLES OF SERVICES")
    page.paragraph(
      "A table with a column that names services and one for their ports or programs. The columns are known by their "
        + "headers, in any order:")
    for column in ServicesSection.columns {
      page.entry(column.meaning, column.words.joined(separator: ", "))
    }
    page.heading("COMMANDS AND THEIR PARAMETERS")
    for (part, meaning) in commands { page.entry(part, meaning) }
    page.heading("THE POLICY")
    page.paragraph(
      "\(Policy.path), which only root may be able to write: a line is a key and a value with = between. A line that "
        + "cannot be read stops every change. What holds without a key stands in brackets.")
    for key in Policy.described {
      page.entry(
        "\(key.name) = \(key.isExample ? "…" : key.standard)",
        key.summary + (key.isExample ? ", such as \(key.standard)" : " [\(key.standard)]"))
    }
    page.heading("FILES")
    page.entry(Policy.path, "the operator's policy; without it the standards hold")
    page.entry(
      "/var/lib/runbook/UID",
      "an account's journal, plans, trust, locks and counts, where root made the folder")
    page.entry("~/.local/state/runbook", "the same where root did not")
    page.entry("/var/lib/runbook/everyone", "what root trusts, agrees to and stops for every account")
    page.see(["runbook(1)"])
    return page
  }

  private static let parts = [
    ("a heading", "a section, which names what stands below it"),
    ("a table", "an entry a row, a stated value a further column; other spellings in the row are aliases"),
    ("Key: value", "a value of the section, or of the item above it"),
    (
      "03:00 nightly: /path/script",
      "a job: when, what, and whose from the heading; also the five fields of crontab(5), @daily, OnCalendar=, and a heading with its time in parentheses"
    ),
    ("a command", "an operation: in a code span, in a block of code, or behind a key"),
    (
      "a numbered list with commands", "a procedure, run step by step; a step without a command is a person's"
    ),
    (
      "do not delete X, never run Y, X needs approval",
      "a rule: it holds at once, before anybody has trusted it; so is every item of a list below \"Never:\" or a heading such as \"Don't\""
    ),
    ("everything else", "prose, which the command ask still finds"),
  ]

  private static let commands = [
    (
      "without a shell",
      "pipes, redirects, && and a leading cd are done by runbook itself; what needs a shell is only shown"
    ),
    (
      "<name>, [name], $NAME, YYYY-MM-DD, STAMP",
      "parameters: each takes the words that the runbook's tables hold for it; where they hold none, a person has to agree"
    ),
    ("status | restart <name>", "alternatives, where the word behind the bar is a subcommand and no program"),
    (
      "the effect",
      "observes, reloads, interrupts or destroys, judged from the command itself; what nobody knows counts as destroys"
    ),
  ]
}
