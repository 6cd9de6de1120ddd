/// A simple command while it is being read.
struct CommandDraft {
  var assignments: [SimpleCommand.Assignment] = []
  private(set) var words: [Word] = []
  /// The program as far as it is read, `sudo` seen through.
  private(set) var program: String?
  /// Upper-case words are patterns or names of variables in it: `grep KEY .env`, `unset TOKEN`.
  private(set) var takesNames = false
  var redirects: [Redirect] = []
  /// What stands inside its `$(…)`, told after it.
  var inner: [SimpleCommand] = []
  /// The words of `for x in …`, `case x in` and `[[ … ]]` are no command.
  var header: Header?
  var headerWords = 0

  /// The next word is where this redirect goes.
  var isTarget: (descriptor: Int, kind: Redirect.Kind)?

  enum Header { case loop, choice, test }

  var isEmpty: Bool {
    assignments.isEmpty && words.isEmpty && redirects.isEmpty && inner.isEmpty && header == nil
  }

  mutating func append(_ word: Word) {
    words.append(word)
    // Behind twelve words nobody looks for the program any more: it keeps the time linear.
    if words.count <= 12, program.map(CommandPrefix.isPrefix) ?? true {
      program = SimpleCommand.program(of: words)
      if let program { takesNames = takesNames || Placeholder.namedByProgram.contains(program) }
    }
    guard let text = word.literal else { return }
    takesNames = takesNames || Placeholder.namedByWord.contains { text.hasPrefix($0) }
  }

  /// Nothing but words so far: `start|stop)` in a `case`.
  var isPattern: Bool { assignments.isEmpty && redirects.isEmpty && words.count == 1 }

  /// `export A=1`: its words are assignments.
  var declares: Bool {
    guard let first = words.first?.literal else { return false }
    return ["export", "local", "declare", "readonly", "typeset", "setenv"].contains(first)
  }
}
