import Findings
import Operations
import Reports
import RunbookDesk

/// What may stand where somebody is typing. The shells only ask here and show the answer, so that all three know the
/// same, and no word of a runbook is ever a word of theirs.
struct Completion {
  struct Candidate: Hashable {
    var word: String
    var summary = ""
  }

  /// Stands for the names of files, which each shell knows by itself. No candidate has such letters.
  static let file = Candidate(word: "<file>")
  /// What a shell shows at once; nobody reads on.
  private static let most = 200

  private let word: String
  private var options = Options()
  private var command: CommandCard?
  /// The operation that the words name: behind `run`, or by an alias.
  private var operation: String?
  /// The words behind the command, without options.
  private var before: [String] = []
  /// The option whose value is being typed.
  private var awaiting: OptionCard?
  private var isOptions = true

  /// - Parameter words: those behind the program's name, the last of them the one that is being typed, often empty.
  init(_ words: [String]) {
    word = words.last ?? ""
    for word in words.dropLast() { take(word) }
  }

  private mutating func take(_ word: String) {
    if let option = awaiting {
      awaiting = nil
      take(value: word, of: option)
    } else if isOptions, word == "--" {
      isOptions = false
    } else if isOptions, word.hasPrefix("-"), word != "-" {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = known.first(where: { $0.name == parts[0] }), option.value != nil else { return }
      if parts.count == 2 { take(value: parts[1], of: option) } else { awaiting = option }
    } else if command == nil {
      let alias = Aliases.card(word)
      operation = alias?.name
      let name = alias == nil ? word : RunCommand.card.name
      command = AllCommands.list.first { $0.card.name == name }?.card ?? VersionCommand.card
      if let alias { before = [alias.name] }
    } else {
      before.append(word)
      if command?.takes.first == .operation { operation = operation ?? word }
    }
  }

  private mutating func take(value: String, of option: OptionCard) {
    if option.name == "--file" { options.file = value }
    if option.name == "--recording" { options.recording = value }
    if option.takes == .argument { before.append("\(option.name.dropFirst(2))=\(value)") }
  }

  private var known: [OptionCard] {
    parameters + (command?.options ?? AllCommands.list.flatMap { $0.card.options }) + SharedOptions.list
  }

  /// Those of the named operation that may be left out: they can be given like options.
  private var parameters: [OptionCard] {
    let card = Desk.operationCards.first { $0.name == operation }
    return (card?.parameters.filter(\.isOptional) ?? []).map {
      OptionCard("--\($0.name)", "WORD", $0.summary, takes: .argument)
    }
  }

  // MARK: Candidates

  /// The candidates that begin as the word does, in our order, without those that a shell would have to quote.
  func candidates(_ desk: @Sendable (Options) async throws -> Desk) async -> [Candidate] {
    var head = ""
    var found: [Candidate] = []
    if let awaiting {
      found = await values(awaiting.takes, desk, named: Self.parameter(awaiting.name))
    } else if isOptions, word.hasPrefix("-") {
      if let equals = word.firstIndex(of: "=") {
        let option = known.first { $0.name == word[..<equals] }
        head = String(word[...equals])
        found = await values(option?.takes, desk, named: Self.parameter(String(word[..<equals])))
      } else {
        let taken = parameters + (command?.options ?? []) + SharedOptions.list
        return taken.filter { $0.name.hasPrefix(word) }.map {
          Candidate(word: $0.name, summary: $0.summary)
        }
      }
    } else if let command {
      guard let naming = naming(in: command) else { return [] }
      if naming == .argument, let equals = word.firstIndex(of: "=") { head = String(word[...equals]) }
      found = await values(naming, desk, named: head)
    } else {
      found = commands
    }
    if found == [Self.file] { return head.isEmpty ? found : [] }
    var seen: Set<String> = []
    return Array(
      found.filter { Self.isPlain($0.word) }.map { Candidate(word: head + $0.word, summary: $0.summary) }
        .filter {
          $0.word.hasPrefix(word) && seen.insert($0.word).inserted
        }.prefix(Self.most))
  }

  /// `--since` as a parameter is named in a word: `since=`.
  private static func parameter(_ option: String) -> String { option.dropFirst(2) + "=" }

  /// What the next word of a command names; with `…` in its synopsis the last may come again.
  private func naming(in command: CommandCard) -> Naming? {
    if before.count < command.takes.count { return command.takes[before.count] }
    return command.synopsis.contains("…") ? command.takes.last : nil
  }

  private func values(
    _ naming: Naming?, _ desk: @Sendable (Options) async throws -> Desk, named head: String = ""
  ) async -> [Candidate] {
    switch naming {
    case nil: return []
    case .file: return [Self.file]
    case .command: return commands
    case .format: return AllFormats.list.map { Candidate(word: $0.name, summary: $0.summary) }
    case .shell: return CompletionCommand.shells.map { Candidate(word: $0.name) }
    case .section: return ManualCommand.pages.map { Candidate(word: "\($0.section)", summary: $0.summary) }
    case .check: return checks
    case .verdict: return await values(.subject, desk) + checks
    case .subject?, .operation?, .argument?, .plan?, .job?:
      guard let desk = try? await desk(options) else { return [] }
      return await live(naming, desk, head)
    }
  }

  private func live(_ naming: Naming?, _ desk: Desk, _ head: String) async -> [Candidate] {
    switch naming {
    case .subject: return desk.subjects.map { Candidate(word: $0) }
    case .operation:
      let runnable = await desk.operations().filter { $0.refusal == nil }
      return runnable.map { Candidate(word: $0.card.name, summary: $0.card.summary) }
        + (await desk.procedures()).map { Candidate(word: $0.name, summary: $0.title) }
    case .argument:
      guard let offer = await desk.operations().first(where: { $0.card.name == operation }) else { return [] }
      return words(of: offer, head).map { Candidate(word: $0) }
    default:
      let jobs = (try? await desk.jobs()) ?? []
      return jobs.reversed().filter { naming == .job || $0.state == .planned }.map {
        Candidate(word: $0.id, summary: "\($0.words), \($0.state.rawValue)")
      }
    }
  }

  /// By place, or behind the parameter's name.
  private func words(of offer: OperationOffer, _ head: String) -> [String] {
    let parameters = zip(offer.card.parameters, offer.accepted)
    guard head.isEmpty else { return parameters.first { $0.0.name + "=" == head }?.1 ?? [] }
    let given = before.dropFirst()
    let named = Set(given.filter { $0.contains("=") }.map { String($0.prefix { $0 != "=" }) })
    let open = parameters.filter { !named.contains($0.0.name) }
    let place = given.count { !$0.contains("=") }
    return open.indices.contains(place) ? open[place].1 : []
  }

  private var commands: [Candidate] {
    AllCommands.list.map { Candidate(word: $0.card.name, summary: $0.card.summary) }
      + Aliases.cards.map { Candidate(word: $0.alias ?? $0.name, summary: $0.summary) }
  }

  private var checks: [Candidate] {
    let all = CheckDescription.all
    var groups: Set<String> = []
    return all.map(\.group).filter { groups.insert($0).inserted }.map {
      Candidate(word: $0, summary: "a group of checks")
    } + all.map { Candidate(word: $0.id, summary: $0.summary) }
  }

  /// Letters and digits of any script, and the few signs that mean nothing to a shell in the middle of a word.
  static func isPlain(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, !"=-".unicodeScalars.contains(first), word == word.cleaned
    else { return false }
    return word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
        || "_.@/:+=,%-".unicodeScalars.contains(scalar)
    }
  }
}
