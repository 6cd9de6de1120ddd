import Findings
import Operations
import Reports
import RunbookDesk
import RunbookModel

/// From the words of a command line to output and an exit status.
public struct Terminal: Sendable {
  let world: World

  public init(_ world: World) {
    self.world = world
  }

  /// Whether the words ask for something that has to be brought to its end whatever becomes of whoever called. A kept
  /// plan is run here and once, and what is detached or followed has its own end.
  public static func asksForChange(_ arguments: [String]) -> Bool {
    guard let invocation = try? Invocation(arguments), invocation.command == RunCommand.card.name,
      !invocation.wantsHelp, invocation.options.recording == nil, !invocation.words.isEmpty,
      ["--plan", "--detach", "--follow"].allSatisfy({ invocation.options.own[$0] == nil })
    else { return false }
    // What the runbook itself states may change something.
    let effect = Invocation.operation(invocation.command, invocation.words)?.effect
    return effect.map { $0 > .observes } ?? true
  }

  public func run(_ arguments: [String]) async -> ExitCode {
    do throws(Invocation.Unusable) {
      let invocation = try Invocation(arguments)
      return await run(invocation)
    } catch {
      return complain(error.message, help: error.help ?? "runbook --help", .usage)
    }
  }

  private func run(_ invocation: Invocation) async -> ExitCode {
    let name = invocation.command.isEmpty ? "help" : invocation.command
    guard let command = AllCommands.list.first(where: { $0.card.name == name }) else {
      return unknown(name, invocation.words)
    }
    if invocation.wantsHelp, !invocation.command.isEmpty {
      return say(HelpCommand.text(of: invocation, command.card, world.width))
    }
    let code = await run(command, invocation)
    return code.isFailure ? failed(code, invocation) : code
  }

  /// An operation is no command, and yet its name is what people type first.
  private func unknown(_ name: String, _ rest: [String]) -> ExitCode {
    let shown = WorldText.clean(name)
    if let card = Desk.operationCards.first(where: { $0.name == name }) {
      return complain(
        "\(shown) is an operation and no command", help: "runbook run \(card.synopsis)", .usage)
    }
    let words = AllCommands.list.map { $0.card.name } + Aliases.cards.compactMap(\.alias)
    let operations = Desk.operationCards.map(\.name)
    let nearest = Nearest.words(to: name, among: words + operations).first.map {
      "; did you mean \(operations.contains($0) ? "run \($0)" : $0)?"
    }
    // Whoever writes a sentence asks something.
    let help = rest.isEmpty ? "runbook --help" : "runbook ask \(([name] + rest).joined(separator: " "))"
    return complain("there is no command \(shown)" + (nearest ?? ""), help: help, .usage)
  }

  private func run(_ command: any Command.Type, _ invocation: Invocation) async -> ExitCode {
    let name = command.card.name
    do {
      return try await command.run(invocation, self)
    } catch let refusal as Refusal {
      return refuse(refusal)
    } catch let unavailable as Unavailable {
      return complain(unavailable.message, help: unavailable.help, ExitCode(unavailable))
    } catch let unusable as Invocation.Unusable {
      return complain(unusable.message, help: unusable.help ?? "runbook \(name) --help", .usage)
    } catch let fault as Fault {
      return complain(
        ([fault.text] + fault.said.split(separator: "\n").suffix(20).map { "  | \($0)" }).joined(
          separator: "\n"), help: nil, ExitCode(fault))
    } catch {
      return complain("internal error: \(error)", help: nil, .internalError)
    }
  }

  /// Renders an answer in the format that was asked for.
  func report(_ answer: Answer, _ desk: Desk, _ invocation: Invocation, _ code: ExitCode) -> ExitCode {
    let format = invocation.format
    guard let text = format.render(answer, page(desk, invocation)) else {
      return complain(
        "the format \(type(of: format).name) has no form for this answer", help: "use --format json", .usage)
    }
    let code = format.status(answer).flatMap(ExitCode.init) ?? code
    let whole = text.isEmpty ? "" : text + "\n"
    guard let path = invocation.options.own["--output"]?.last else {
      return whole.isEmpty || world.write(whole, .output) ? code : .io
    }
    do throws(Fault) {
      try world.writeFile(whole, path)
      return code
    } catch {
      return complain(error.text, help: nil, error.kind == .permission ? .permission : .io)
    }
  }

  private func page(_ desk: Desk, _ invocation: Invocation) -> Page {
    let isFile = invocation.options.own["--output"] != nil
    return Page(
      isColoured: world.isColoured && !isFile, width: isFile ? nil : world.width,
      isASCII: world.isASCII && !isFile,
      isVerbose: invocation.options.isVerbose, version: world.version, excerpt: { desk.excerpt($0) })
  }

  /// Formats whose readers take no other exit status than their own say on standard output that there is no answer.
  private func failed(_ code: ExitCode, _ invocation: Invocation) -> ExitCode {
    guard invocation.command == CheckCommand.card.name,
      let told = invocation.format.render(failure: "the check did not run, exit status \(code.rawValue)")
    else { return code }
    _ = world.write(told.text + "\n", .output)
    return ExitCode(rawValue: told.status) ?? code
  }

  /// What a person types at the terminal; refuses where nobody sits there.
  func ask(_ question: String, to purpose: String, help: String) throws -> String {
    guard let answer = world.ask(question) else {
      throw Refusal(.consent, "a person at a terminal has to \(purpose)", help: help)
    }
    return answer
  }

  func say(_ text: String) -> ExitCode { world.write(spelled(text) + "\n", .output) ? .success : .io }

  private func spelled(_ text: String) -> String { world.isASCII ? PlainSigns.spelled(text) : text }

  /// Something on standard error that is no failure.
  func note(_ message: String) {
    _ = world.write(SecretMask.mask(WorldText.clean("runbook: \(message)")) + "\n", .error)
  }

  func complain(_ message: String, help: String?, _ code: ExitCode) -> ExitCode {
    let lines = ["runbook: \(message)\n"] + (help.map { ["  try: \($0)\n"] } ?? [])
    _ = world.write(spelled(SecretMask.mask(WorldText.clean(lines.joined()))), .error)
    return code
  }

  private func refuse(_ refusal: Refusal) -> ExitCode {
    var lines = ["runbook: \(refusal.message)"]
    if !refusal.nearest.isEmpty {
      lines.append("  did you mean: \(refusal.nearest.joined(separator: ", "))?")
    }
    if !refusal.accepted.isEmpty { lines.append("  accepted: \(refusal.accepted.joined(separator: ", "))") }
    lines += refusal.said.flatMap { $0.split(whereSeparator: \.isNewline) }.map { "  | \($0)" }
    if let help = refusal.help { lines.append("  try: \(help)") }
    _ = world.write(spelled(SecretMask.mask(WorldText.clean(lines.joined(separator: "\n")))) + "\n", .error)
    return ExitCode(refusal)
  }
}
