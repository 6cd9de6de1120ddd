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

  public func run(_ arguments: [String]) async -> ExitCode {
    do throws(Invocation.Unusable) {
      let invocation = try Invocation(arguments)
      return await run(invocation)
    } catch {
      return complain(error.message, help: "runbook --help", .usage)
    }
  }

  private func run(_ invocation: Invocation) async -> ExitCode {
    let name = invocation.command.isEmpty ? "help" : invocation.command
    guard let command = AllCommands.list.first(where: { $0.card.name == name }) else {
      let names = AllCommands.list.map { $0.card.name }
      let nearest = Nearest.words(to: name, among: names).map { "did you mean \($0)?" }.first
      return complain(
        "there is no command \(WorldText.clean(name))" + (nearest.map { "; \($0)" } ?? ""),
        help: "runbook --help", .usage)
    }
    if invocation.wantsHelp, !invocation.command.isEmpty { return say(HelpCommand.text(command.card)) }
    do {
      return try await command.run(invocation, self)
    } catch let refusal as Refusal {
      return refuse(refusal)
    } catch let unavailable as Unavailable {
      return complain(unavailable.message, help: unavailable.help, ExitCode(unavailable))
    } catch let unusable as Invocation.Unusable {
      return complain(unusable.message, help: "runbook \(name) --help", .usage)
    } catch let fault as Fault {
      return complain(fault.text, help: nil, fault.kind == .permission ? .permission : .io)
    } catch {
      return complain("internal error: \(error)", help: nil, .internalError)
    }
  }

  /// Renders an answer in the format that was asked for.
  func report(_ answer: Answer, _ desk: Desk, _ invocation: Invocation, _ code: ExitCode) -> ExitCode {
    let format = AllFormats.list.first { $0.name == invocation.options.format } ?? TextFormat.self
    let page = Page(
      isColoured: world.isColoured, width: world.width, isASCII: world.isASCII, excerpt: { desk.excerpt($0) })
    guard let text = format.init().render(answer, page) else {
      return complain(
        "the format \(format.name) has no form for this answer", help: "use --format json", .usage)
    }
    return text.isEmpty || world.write(text + "\n", .output) ? code : .io
  }

  func say(_ text: String) -> ExitCode { world.write(text + "\n", .output) ? .success : .io }

  func complain(_ message: String, help: String?, _ code: ExitCode) -> ExitCode {
    let lines = ["runbook: \(message)\n"] + (help.map { ["  try: \($0)\n"] } ?? [])
    _ = world.write(lines.map { WorldText.clean($0) }.joined(), .error)
    return code
  }

  private func refuse(_ refusal: Refusal) -> ExitCode {
    var lines = ["runbook: \(refusal.message)"]
    if !refusal.nearest.isEmpty {
      lines.append("  did you mean: \(refusal.nearest.joined(separator: ", "))?")
    }
    if !refusal.accepted.isEmpty { lines.append("  accepted: \(refusal.accepted.joined(separator: ", "))") }
    _ = world.write(WorldText.clean(lines.joined(separator: "\n")) + "\n", .error)
    return ExitCode(refusal)
  }
}
