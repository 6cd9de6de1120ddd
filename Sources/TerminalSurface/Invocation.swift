import Findings
import Operations
import Reports
import RunbookDesk
import RunbookModel

/// What the command line says, parsed and nothing more.
struct Invocation {
  var options = Options()
  var command = ""
  var words: [String] = []
  var wantsHelp = false
  /// The operation that an alias stood for.
  var alias: OperationCard?

  struct Unusable: Error {
    var message: String
    /// The command line that helps, where it is not the help of the command.
    var help: String?
  }

  /// Options may stand anywhere; what follows `--` is words.
  init(_ arguments: [String]) throws(Unusable) {
    var rest = arguments[...]
    var isOptions = true
    while let argument = rest.popFirst() {
      guard isOptions, argument.hasPrefix("-"), argument != "-" else {
        if command.isEmpty { command = argument } else { words.append(argument) }
        continue
      }
      switch argument {
      case "--": isOptions = false
      case "-h", "--help": wantsHelp = true
      case "--verbose": options.isVerbose = true
      case "--version": command = "version"
      case "--file": options.file = try value(of: argument, &rest)
      case "--recording": options.recording = try value(of: argument, &rest)
      case "--format": options.format = try format(try value(of: argument, &rest))
      default: try takeOwn(argument, &rest)
      }
    }
    if let card = Aliases.card(command) {
      alias = card
      words.insert(card.name, at: 0)
      command = RunCommand.card.name
    }
    try refuseForeign()
  }

  /// An option of a single command, or `--name=value` of any.
  private mutating func takeOwn(_ argument: String, _ rest: inout ArraySlice<String>) throws(Unusable) {
    if let word = try parameter(argument, &rest) { return words.append(word) }
    if let card = Self.own.first(where: { $0.name == argument }) {
      options.own[argument, default: []].append(card.value == nil ? "" : try value(of: argument, &rest))
      return
    }
    guard let equals = argument.firstIndex(of: "=") else { throw unknown(argument, rest) }
    let name = String(argument[..<equals])
    guard Self.valued.contains(name) else { throw unknown(argument, rest) }
    rest = [name, String(argument[argument.index(after: equals)...])] + rest
  }

  /// `--since 1h` behind an operation that has such a parameter is `since=1h`.
  private func parameter(_ argument: String, _ rest: inout ArraySlice<String>) throws(Unusable) -> String? {
    let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
    guard argument.hasPrefix("--"), let name = parts.first,
      Self.operation(command, words)?.parameters.contains(where: { $0.name == name }) == true
    else { return nil }
    return try "\(name)=\(parts.count == 2 ? parts[1] : value(of: argument, &rest))"
  }

  /// The named operation that a command line is about.
  static func operation(_ command: String, _ words: [String]) -> OperationCard? {
    if let card = Aliases.card(command) { return card }
    guard card(command)?.takes.first == .operation, let name = words.first else { return nil }
    return Desk.operationCards.first { $0.name == name }
  }

  /// An option that only another command takes.
  private func refuseForeign() throws(Unusable) {
    guard !wantsHelp, let card = Self.card(command) else { return }
    let known = Set(card.options.map(\.name))
    guard let foreign = options.own.keys.filter({ !known.contains($0) }).min() else { return }
    let takers = AllCommands.list.map { $0.card }.filter { $0.options.contains { $0.name == foreign } }
    let shown = alias?.alias ?? command
    throw Unusable(
      message: "\(shown) takes no \(foreign); \(takers.map(\.name).joined(separator: ", ")) does",
      help: "runbook \(shown) --help")
  }

  /// The format that was asked for.
  var format: any Format { (AllFormats.list.first { $0.name == options.format } ?? TextFormat.self).init() }

  private static let own = AllCommands.list.flatMap { $0.card.options }
  private static let valued = Set((SharedOptions.list + own).filter { $0.value != nil }.map(\.name))

  private static func card(_ name: String) -> CommandCard? {
    AllCommands.list.first { $0.card.name == name }?.card
  }

  private func value(of option: String, _ rest: inout ArraySlice<String>) throws(Unusable) -> String {
    guard let value = rest.popFirst(), !value.isEmpty else {
      throw Unusable(message: "\(option) needs a value", help: help(rest))
    }
    return value
  }

  private func format(_ name: String) throws(Unusable) -> String {
    let formats = AllFormats.list.map { $0.name }
    if formats.contains(name) { return name }
    throw Unusable(
      message: "there is no format \(WorldText.clean(name)); there are: \(formats.joined(separator: ", "))")
  }

  /// Only options that the command takes are near: another command's would be refused as well.
  private func unknown(_ option: String, _ rest: ArraySlice<String>) -> Unusable {
    let name = String(option.prefix { $0 != "=" })
    let card = meant(rest).flatMap(Self.card)
    let parameters = Self.operation(command, words)?.parameters.map { "--\($0.name)" } ?? []
    let taken = parameters + ((card?.options ?? []) + SharedOptions.list).map(\.name)
    let nearest = name.hasPrefix("--") ? Nearest.words(to: name, among: taken).first : nil
    return Unusable(
      message: "unknown option \(WorldText.clean(option))" + (nearest.map { "; did you mean \($0)?" } ?? ""),
      help: help(rest))
  }

  /// The command, which may stand behind the option that is wrong.
  private func meant(_ rest: ArraySlice<String>) -> String? {
    let word = command.isEmpty ? rest.first { !$0.hasPrefix("-") } ?? "" : command
    return Aliases.card(word) == nil ? Self.card(word)?.name : RunCommand.card.name
  }

  private func help(_ rest: ArraySlice<String>) -> String {
    ["runbook", Aliases.card(command)?.alias ?? meant(rest), "--help"].compactMap { $0 }.joined(
      separator: " ")
  }
}
