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
      default:
        guard let equals = argument.firstIndex(of: "=") else { throw Self.unknown(argument) }
        rest = [String(argument[..<equals]), String(argument[argument.index(after: equals)...])] + rest
        guard ["--file", "--recording", "--format"].contains(rest.first) else { throw Self.unknown(argument) }
      }
    }
  }

  private static func value(of option: String, _ rest: inout ArraySlice<String>) throws(Unusable) -> String {
    guard let value = rest.popFirst(), !value.isEmpty else {
      throw Unusable(message: "\(option) needs a value")
    }
    return value
  }

  private static func format(_ name: String) throws(Unusable) -> String {
    let names = AllFormats.list.map { $0.name }
    if names.contains(name) { return name }
    throw Unusable(
      message: "there is no format \(WorldText.clean(name)); there are: \(names.joined(separator: ", "))")
  }

  private static func unknown(_ option: String) -> Unusable {
    Unusable(message: "unknown option \(WorldText.clean(option))")
  }
}
