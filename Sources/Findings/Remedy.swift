/// What mends a finding, as words a person can type or do.
public enum Remedy: Hashable, Sendable {
  /// A named operation with its arguments, `restart-service nearyou`. A test proves that every such name exists.
  case operation(name: String, arguments: [String])
  /// An imperative sentence for a person, when no operation covers it.
  case advice(String)

  /// The words as they are shown: `runbook run restart-service nearyou`, or the advice itself.
  public var words: String {
    switch self {
    case .operation(let name, let arguments): (["runbook", "run", name] + arguments).joined(separator: " ")
    case .advice(let text): text
    }
  }
}
