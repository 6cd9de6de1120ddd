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
    // What a stated command, or a job, asks of sudo in its own words stays its author's to allow; to look needs no root.
    let named = Set(AllOperations.list.map { $0.card.name }).subtracting([RunJob.card.name])
    for power in Power.all(runbook) where named.contains(power.request.operation) && power.effect > .observes
    {
      let request = power.request
      do throws(Refusal) {
        let new = try await Self.commands(of: request, runbook, facts).filter { known.insert($0).inserted }
        guard !new.isEmpty else { continue }
        comment(request.words)
        lines += new.map { "\(account.name) ALL=(root) NOPASSWD: \($0)" }
      } catch {
        leftOut.append("\(request.words): \(error.message)".cleaned)
        comment("left out: \(request.words): \(error.message)")
      }
    }
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
    for words in try await request.plans(runbook, by: facts).flatMap(\.elevated) {
      // Whoever can replace a program that root runs is root.
      for path in words.programs { _ = try await ProgramFile.read(path, caller: 0, by: facts) }
      var written: [String] = []
      for word in words.elevated { written.append(try Self.written(word)) }
      commands.append(written.joined(separator: " "))
    }
    return commands
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
  /// Every command that root has to run, those that undo included.
  fileprivate var elevated: [Words] {
    Self.all(steps).compactMap { step in
      if case .run(let words) = step.deed, words.isElevated { words } else { nil }
    }
  }

  private static func all(_ steps: [Step]) -> [Step] { steps.flatMap { [$0] + all($0.compensation) } }
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
    // Its socket is root's, where there is one at all.
    case .supervisor(let socket, _):
      await server.look(look).flatMap { _ in .unseen(Blindness(.permission, "\(socket): permission denied")) }
    default: await server.look(look)
    }
  }

  func now() async -> Instant { await server.now() }
}
