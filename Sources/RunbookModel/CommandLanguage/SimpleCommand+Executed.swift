extension SimpleCommand {
  /// The words that name what is executed: the program behind `sudo` and the like, and the script that an interpreter is
  /// given. Whoever can replace one of these files decides what the command does.
  public var executed: [Word] {
    let own = [programWord].compactMap(\.self)
    guard let (program, arguments) = EffectCatalogue.entry(self),
      let runs = program.rules.first(where: arguments.matches)?.runs
    else { return own }
    return switch InnerCommand(runs, arguments, self) {
    case .name(let word, _): own + [word]
    case .command(let inner): own + inner.executed
    case .several(let inner): own + inner.flatMap(\.executed)
    case .text, .statements, .open, .nothing: own
    }
  }
}
