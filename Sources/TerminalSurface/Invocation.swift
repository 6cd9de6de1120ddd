import Findings
import Reports
import RunbookModel

/// What the command line says, parsed and nothing more.
struct Invocation {
  var options = Options()
  var command = ""
  var words: [String] = []
  var wantsHelp = false

  struct Unusable: Error {
    var message: String
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
      case "--file": options.file = try Self.value(of: argument, &rest)
      case "--recording": options.recording = try Self.value(of: argument, &rest)
      case "--format": options.format = try Self.format(try Self.value(of: argument, &rest))
      default: try takeOwn(argument, &rest)
      }
    }
    try refuseForeign()
  }

  /// An option of a single command, or `--name=value` of any.
  private mutating func takeOwn(_ argument: String, _ rest: inout ArraySlice<String>) throws(Unusable) {
    if let card = Self.own.first(where: { $0.name == argument }) {
      options.own[argument, default: []].append(card.value == nil ? "" : try Self.value(of: argument, &rest))
      return
    }
    guard let equals = argument.firstIndex(of: "=") else { throw Self.unknown(argument) }
    let name = String(argument[..<equals])
    guard Self.valued.contains(name) else { throw Self.unknown(argument) }
    rest = [name, String(argument[argument.index(after: equals)...])] + rest
  }

  /// An option that only another command takes.
  private func refuseForeign() throws(Unusable) {
    guard !wantsHelp, let card = AllCommands.list.first(where: { $0.card.name == command })?.card else {
      return
    }
    let known = Set(card.options.map(\.name))
    guard let foreign = options.own.keys.filter({ !known.contains($0) }).min() else { return }
    let takers = AllCommands.list.map { $0.card }.filter { $0.options.contains { $0.name == foreign } }
    throw Unusable(
      message: "\(command) takes no \(foreign); \(takers.map(\.name).joined(separator: ", ")) does")
  }

  /// The format that was asked for.
  var format: any Format { (AllFormats.list.first { $0.name == options.format } ?? TextFormat.self).init() }

  private static let own = AllCommands.list.flatMap { $0.card.options }
  private static let valued = Set(
    ["--file", "--recording", "--format"] + own.filter { $0.value != nil }.map(\.name))
  private static let names = Set(
    ["--file", "--recording", "--format", "--verbose", "--version", "--help"] + own.map(\.name)
  ).sorted()

  private static func value(of option: String, _ rest: inout ArraySlice<String>) throws(Unusable) -> String {
    guard let value = rest.popFirst(), !value.isEmpty else {
      throw Unusable(message: "\(option) needs a value")
    }
    return value
  }

  private static func format(_ name: String) throws(Unusable) -> String {
    let formats = AllFormats.list.map { $0.name }
    if formats.contains(name) { return name }
    throw Unusable(
      message: "there is no format \(WorldText.clean(name)); there are: \(formats.joined(separator: ", "))")
  }

  private static func unknown(_ option: String) -> Unusable {
    let name = String(option.prefix { $0 != "=" })
    let nearest = name.hasPrefix("--") ? Nearest.words(to: name, among: names).first : nil
    return Unusable(
      message: "unknown option \(WorldText.clean(option))" + (nearest.map { "; did you mean \($0)?" } ?? ""))
  }
}
