/// Python's `%(name)s` in supervisord's files, as far as it can be told without supervisord's own environment.
struct Expansion {
  enum Outcome: Equatable {
    case value(String)
    /// Only supervisord knows.
    case unseen
    /// supervisord refuses the whole configuration.
    case refused
  }

  var program, group: String
  var number = 0
  var count = 1
  /// `ENV_` names come from here, and from supervisord's environment.
  var environment: [String: String] = [:]

  /// - Parameter file: `%(here)s` is its folder.
  /// - Parameter unseen: stands for what cannot be told; without it such a value is unseen as a whole.
  func expand(_ value: String, file: String, unseen: String? = nil) -> Outcome {
    guard value.contains("%") else { return .value(value) }
    var result = ""
    var isUnseen = false
    var rest = value[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        result += "%"
        rest = rest.dropFirst()
        continue
      }
      guard rest.first == "(", let close = rest.firstIndex(of: ")") else { return .refused }
      let name = rest[rest.index(after: rest.startIndex)..<close]
      let flags = rest[rest.index(after: close)...].prefix { "#0- +.".contains($0) || $0.isNumber }
      guard let kind = rest[flags.endIndex...].first, "sdi".contains(kind) else { return .refused }
      switch text(name, String(flags), file) {
      case .refused: return .refused
      case .value(let text): result += text
      case .unseen:
        isUnseen = true
        result += unseen ?? ""
      }
      rest = rest[rest.index(after: flags.endIndex)...]
    }
    return isUnseen && unseen == nil ? .unseen : .value(result + rest)
  }

  private func text(_ name: Substring, _ flags: String, _ file: String) -> Outcome {
    switch name {
    case "program_name": return .value(program)
    case "group_name": return .value(group)
    case "here": return .value(String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.endIndex)))
    case "numprocs": return .value(String(count))
    case "host_node_name": return .unseen
    case "process_num":
      let digits = String(number), filler = flags.first == "0" ? "0" : " "
      let width = min(Int(flags.drop { $0 == "0" }) ?? 0, 20)
      return .value(String(repeating: filler, count: max(0, width - digits.count)) + digits)
    default:
      guard name.hasPrefix("ENV_") else { return .refused }
      return environment[String(name.dropFirst(4))].map { .value($0) } ?? .unseen
    }
  }
}
