import Findings
public import RunbookModel
public import ServerFacts

/// The lines of a sudoers file that let one account do all that a runbook names: one whole command a line.
///
/// They come from the plans that would be run, word for word, so that what is asked of sudo and what it allows are the
/// same.
public struct SudoersLines: Hashable, Sendable {
  /// What the file holds, comments included.
  public private(set) var lines: [String] = []
  /// Requests that no line was made for, each with the reason.
  public private(set) var leftOut: [String] = []

  public var text: String { lines.map { $0 + "\n" }.joined() }

  public init(_ runbook: Runbook, for account: Account, on server: any Server) async throws(Refusal) {
    guard Self.isName(account.name) else {
      throw Refusal(
        .notPossible,
        "an account's name with other letters than a-z, A-Z, 0-9, -, _ and . is not written into sudoers")
    }
    let facts = Facts(UnprivilegedServer(server, account))
    var known: Set<String> = []
    for offered in AllOperations.offered(runbook) {
      if let reason = Self.reason(against: offered, runbook) {
        leaveOut(offered.card.name, reason)
        continue
      }
      for request in Self.requests(offered, runbook) {
        do throws(Refusal) {
          let commands = try await Self.commands(of: request, runbook, facts)
          let new = commands.filter { known.insert($0).inserted }
          guard !new.isEmpty else { continue }
          comment(request.words)
          lines += new.map { "\(account.name) ALL=(root) NOPASSWD: \($0)" }
        } catch {
          leaveOut(request.words, error.message)
        }
      }
    }
  }

  private mutating func leaveOut(_ what: String, _ why: String) {
    leftOut.append("\(what): \(why)".cleaned)
    comment("left out: \(what): \(why)")
  }

  /// What there is to ask for. A stated command needs root where it says so, and is a named operation where that covers
  /// it.
  private static func requests(_ offered: OfferedOperation, _ runbook: Runbook) -> [Request] {
    guard let command = offered.command else {
      return Power.all(runbook).map(\.request).filter { $0.operation == offered.card.name }
    }
    return isBySudo(command, runbook) ? Power.requests(offered.card, runbook) : []
  }

  private static func reason(against offered: OfferedOperation, _ runbook: Runbook) -> String? {
    guard let command = offered.command, isBySudo(command, runbook) else { return nil }
    if offered.card.effect == .destroys { return "it can lose data, and sudo would ask nobody" }
    let isFree = offered.card.parameters.contains { if case .anyWord = $0.values { true } else { false } }
    return isFree ? "it takes any word, and no line can name them all" : nil
  }

  private static func isBySudo(_ command: StatedCommand, _ runbook: Runbook) -> Bool {
    guard command.refusal == nil, RecognizedCommand(command, runbook) == nil,
      SecretMask.secrets(in: command.line.template).isEmpty
    else { return false }
    return command.line.pipelines.flatMap(\.commands).contains { $0.words.first?.text.baseName == "sudo" }
  }

  /// A line for people: one that no word in it can end, and that no backslash can join to the next.
  public mutating func comment(_ text: String) {
    let words = text.cleaned.replacing("\\", with: "/").split(whereSeparator: \.isNewline)
    lines.append("# " + words.joined(separator: " "))
  }

  private static func commands(
    of request: Request, _ runbook: Runbook, _ facts: Facts
  ) async throws(Refusal) -> [String] {
    var commands: [String] = []
    for deed in try await request.plans(runbook, by: facts).flatMap(\.deeds) {
      switch deed {
      case .run(let words) where words.isElevated:
        for path in words.programs { try await refuseReplaceable(path, facts) }
        commands.append(try line(words.elevated))
      case .pipe(let piped):
        for stage in piped.stages where stage.words.first?.baseName == "sudo" {
          var words = Array(stage.words.dropFirst())
          guard let name = words.first, !name.hasPrefix("-") else {
            throw Refusal(.notPossible, "it gives sudo options, which are for a person to write down")
          }
          words[0] = try await ProgramSearch(folder: piped.directory).path(of: name, by: facts)
          try await refuseReplaceable(words[0], facts)
          commands.append(try line(words))
        }
      case .run, .supervisor, .show: break
      }
    }
    return commands
  }

  /// Whoever can replace a program that root runs is root.
  private static func refuseReplaceable(_ path: String, _ facts: Facts) async throws(Refusal) {
    _ = try await ProgramFile.read(path, caller: 0, by: facts)
  }

  /// A program alone would be granted with any words behind it.
  private static func line(_ words: [String]) throws(Refusal) -> String {
    var written: [String] = []
    for word in words { written.append(try Self.written(word)) }
    return (written.count == 1 ? written + ["\"\""] : written).joined(separator: " ")
  }

  /// An upper-case word would be read as an alias.
  private static func isName(_ name: String) -> Bool {
    name.utf8.contains { (0x61...0x7A).contains($0) }
      && name.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) } && !name.hasPrefix("-")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  /// One word as sudo reads it: `,`, `:`, `=` and `#` are sudoers' own, `*`, `?`, `[` and `]` are patterns of
  /// fnmatch(3), and a backslash is both. sudo compares all words as one text, so that a blank inside of one would be
  /// the border between two.
  static func written(_ word: String) throws(Refusal) -> String {
    guard !word.isEmpty, word == word.cleaned, !word.contains(where: { $0.isWhitespace || $0 == "\"" }) else {
      throw Refusal(
        .notPossible, "sudoers cannot say exactly this word: \"\(String(word.prefix(60)).cleaned)\"")
    }
    return word.map { character in
      switch character {
      case "\\": #"\\\\"#
      case ",", ":", "=", "#", "*", "?", "[", "]": "\\\(character)"
      default: String(character)
      }
    }.joined()
  }
}

extension Plan {
  /// Every deed, those that undo included.
  fileprivate var deeds: [Deed] { Self.all(steps).map(\.deed) }

  private static func all(_ steps: [Step]) -> [Step] { steps.flatMap { [$0] + all($0.compensation) } }
}

extension String {
  fileprivate var baseName: String { split(separator: "/").last.map(String.init) ?? self }
}

/// The server as an account meets it to which sudo allows everything and nothing else does.
private struct UnprivilegedServer: Server {
  private let server: any Server
  private let account: Account

  init(_ server: any Server, _ account: Account) {
    self.server = server
    self.account = account
  }

  func look(_ look: Look) async -> Observation<Seen> {
    switch look {
    case .caller: .seen(.caller(account))
    case .command(.sudoAllows): .seen(.output(CommandOutput(status: 0, output: "")))
    case .supervisor(let socket, _): .unseen(Blindness(.permission, "\(socket): permission denied"))
    default: await server.look(look)
    }
  }

  func now() async -> Instant { await server.now() }
}
