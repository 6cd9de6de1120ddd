/// The shell's reserved words: they make a list, never a command.
extension ShellReader {
  /// True where the word is one and nothing more is to be done with it.
  mutating func readsKeyword(_ text: String) -> Bool {
    // The longest are `function` and its like; nearly every word is told by its first letter.
    guard text.utf8.count <= 8, let first = text.utf8.first, "itefwudsc{}![".utf8.contains(first) else {
      return false
    }
    switch text {
    case "if", "then", "else", "elif", "fi": note("if")
    case "while", "until": note("\(text) loop")
    case "do", "done": note("loop")
    case "for", "select":
      note("\(text) loop")
      draft.header = .loop
    case "case":
      note("case")
      draft.header = .choice
    case "esac":
      note("case")
      patternDepth = max(0, patternDepth - 1)
    case "{", "}": note("group")
    case "!": note("negation")
    case "[[":
      note("conditional expression")
      draft.header = .test
    case "function":
      note("function definition")
      draft.header = .loop
    default: return false
    }
    isOpen = !["fi", "done", "esac", "}", "for", "case", "select", "function"].contains(text)
    return true
  }

  /// `for x in …`, `case x in`: the name is assigned, the rest is data.
  mutating func addToHeader(_ word: Word) {
    draft.headerWords += 1
    if draft.header == .test { return }
    let text = word.literal ?? ""
    if draft.headerWords == 1 { assigned.insert(text) }
    if draft.header == .choice, text == "in" {
      draft = CommandDraft()
      patternDepth += 1
      isOpen = true
    } else if text == "do" || text == "{" {
      draft = CommandDraft()
      isOpen = true
    }
  }
}
