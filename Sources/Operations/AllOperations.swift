import RunbookModel

/// Every named operation, one line each, sorted.
public enum AllOperations {
  public static let list: [any Operation.Type] = [
    ReloadNginx.self,
    RestartService.self,
    ServiceStatus.self,
    ShowLog.self,
  ]

  static func named(_ name: String) -> (any Operation.Type)? { list.first { $0.card.name == name } }

  static func find(_ name: String) throws(Refusal) -> any Operation.Type {
    if let operation = named(name) { return operation }
    let names = list.map { $0.card.name }
    throw Refusal(
      .unknownOperation, "there is no operation of that name", accepted: names,
      nearest: Nearest.words(to: name, among: names))
  }
}
