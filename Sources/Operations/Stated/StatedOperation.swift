import Findings
import RunbookModel
import ServerFacts

/// A command that the runbook states, run word for word without a shell.
///
/// It has no proof: what would have to hold after it nobody has written down.
struct StatedOperation: PlannedOperation {
  /// A build or a copy takes minutes; what takes longer is a job of its own.
  static let seconds = 900
  /// What ends only when it is stopped is watched for so long.
  static let endlessSeconds = 30

  let command: StatedCommand
  let arguments: Arguments
  /// Variables that everything in it gets besides, and those of its own before them.
  var environment: [String: String] = [:]
  var folders = ProgramSearch.folders
  /// Whose it is run as; nil for the caller.
  var account: Account?

  init(_ command: StatedCommand, _ arguments: Arguments) {
    self.command = command
    self.arguments = arguments
  }

  func row(_ runbook: Runbook) -> [Claim] { row }

  var row: [Claim] {
    let address = Address("command", command.name)
    func claim(_ field: String, _ value: String) -> Claim {
      Claim(address.field(field), label: field, value: Located(value, at: command.source.range))
    }
    var claims = [claim("template", command.line.template)]
    if let directory = command.directory { claims.append(claim("directory", directory.value)) }
    return claims
  }

  func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    if let refusal = command.refusal {
      throw Refusal(.notPossible, "\(command.name) is shown and never run: \(refusal)")
    }
    guard case .seen(let caller) = await facts.ask(Caller()) else {
      throw Refusal(.notPossible, "the calling account cannot be seen")
    }
    let filling = Filling(arguments: arguments, home: (account ?? caller).home)
    let directory = try Self.directory(command, filling, runbook.folder)
    let seconds = command.line.isEndless ? Self.endlessSeconds : Self.seconds
    var steps: [Step] = []
    for pipeline in command.line.pipelines {
      var stages: [PipedWords.Stage] = []
      for simple in pipeline.commands {
        stages.append(try await stage(simple, filling, directory, caller, facts))
      }
      var piped = PipedWords(stages: stages, directory: directory, seconds: seconds)
      if let account, account.uid != caller.uid { piped.account = account.name }
      let effect =
        pipeline.commands.map { StatedCard.effect(command.line.judgement(of: $0, in: command.folder)) }.max()
        ?? .destroys
      steps.append(
        Step("run \(stages.map { $0.words[0].name }.joined(separator: " | "))", .pipe(piped), effect: effect))
    }
    guard !steps.isEmpty else {
      throw Refusal(.notPossible, "\(command.name) has no command that can be run")
    }
    return [
      Plan(
        operation: command.name, subject: Address("command", command.name), source: command.source.range,
        steps: steps, hasFreeWord: command.parameters.contains { $0.words == nil })
    ]
  }

  private func stage(
    _ simple: SimpleCommand, _ filling: Filling, _ directory: String, _ caller: Account, _ facts: Facts
  ) async throws(Refusal) -> PipedWords.Stage {
    var words = simple.words.map(filling.text)
    var environment = self.environment
    // Those in front; the ones behind `sudo` and `env` are words of theirs.
    for assignment in simple.assignments
    where !simple.words.contains(where: { $0.text.hasPrefix(assignment.name + "=") }) {
      environment[assignment.name] = filling.text(assignment.value)
    }
    guard let first = words.first, !first.isEmpty else {
      throw Refusal(.notPossible, "\(command.name) has no program")
    }
    let search = ProgramSearch(folder: directory, folders: folders)
    words[0] = try await search.path(of: first, by: facts)
    if words[0].name == "sudo", caller.uid != 0 { try await Self.askSudo(words, facts) }
    var stage = PipedWords.Stage(words: words)
    stage.environment = environment
    for word in simple.executed {
      guard let path = await search.file(filling.text(word), by: facts), path != words[0] else { continue }
      stage.executed.append(path)
    }
    for redirect in simple.redirects {
      stage.redirects.append(try Self.redirect(redirect, filling, directory))
    }
    return stage
  }

  /// sudo would ask for a password where nobody can type one.
  private static func askSudo(_ words: [String], _ facts: Facts) async throws(Refusal) {
    let rest = Array(words.dropFirst())
    guard let first = rest.first, !first.hasPrefix("-") else { return }
    guard case .seen(true) = await facts.ask(SudoPermission(words: rest)) else {
      throw Refusal(
        .notPossible, "sudo does not let this account run \(rest.joined(separator: " "))",
        help: "runbook sudoers")
    }
  }

  private static func redirect(
    _ redirect: RunbookModel.Redirect, _ filling: Filling, _ directory: String
  ) throws(Refusal) -> PipedWords.Redirect {
    if case .duplicate(let other) = redirect.kind {
      return PipedWords.Redirect(descriptor: redirect.descriptor, .duplicate(of: other))
    }
    guard let target = redirect.target, (0...2).contains(redirect.descriptor) else {
      throw Refusal(.notPossible, "a redirect without a file needs a shell")
    }
    let path = Self.absolute(filling.text(target), in: directory)
    return switch redirect.kind {
    case .read: PipedWords.Redirect(descriptor: redirect.descriptor, .read(path: path))
    case .append: PipedWords.Redirect(descriptor: redirect.descriptor, .append(path: path))
    case .write, .duplicate: PipedWords.Redirect(descriptor: redirect.descriptor, .write(path: path))
    }
  }

  private static func directory(
    _ command: StatedCommand, _ filling: Filling, _ folder: String
  ) throws(Refusal) -> String {
    let given = command.directory.map { absolute(filling.expanded($0.value), in: folder) } ?? folder
    let leading = command.line.directory.map { absolute(filling.text($0), in: given) } ?? given
    guard leading.hasPrefix("/") else {
      throw Refusal(.notPossible, "\(command.name) is run in \(leading), and nobody says where that is")
    }
    return leading
  }

  static func absolute(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "." { return folder }
    let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return folder.hasSuffix("/") ? folder + plain : "\(folder)/\(plain)"
  }
}

/// Words with the arguments in their places.
private struct Filling {
  var arguments: Arguments
  var home: String

  func text(_ word: Word) -> String {
    let text = word.parts.map { part in
      switch part {
      case .literal(let piece): piece
      case .parameter(let name): arguments[name] ?? ""
      }
    }.joined()
    return word.isQuoted ? text : expanded(text)
  }

  /// `~/x`, the one thing in a plain word that only the account can say.
  func expanded(_ text: String) -> String {
    text == "~" ? home : text.hasPrefix("~/") ? home + text.dropFirst() : text
  }
}

extension String {
  fileprivate var name: String { split(separator: "/").last.map(String.init) ?? self }
}
