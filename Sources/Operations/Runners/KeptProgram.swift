import JSON
public import RunbookModel

/// A service as its runner knows it.
public struct KeptProgram: Hashable, Sendable {
  public var kind: RunnerKind
  /// The runbook's word: `site-luci`, `luci.service`, `web-luci-1`, `api`.
  public var name: String
  /// Whose PM2 keeps it; nil where a runner is the machine's.
  public var account: String?
  /// Where its project of Docker Compose is, as absolute words in front of a verb; empty for a container by itself.
  public var compose: [String] = []

  public init(_ kind: RunnerKind, _ name: String, account: String? = nil, compose: [String] = []) {
    (self.kind, self.name, self.account, self.compose) = (kind, name, account, compose)
  }

  public static func supervisord(_ name: String) -> KeptProgram { KeptProgram(.supervisord, name) }

  /// `luci (systemd)`.
  var words: String { "\(name) (\(kind.title))" }

  /// What of it a plan holds.
  var json: JSONObject {
    var json: JSONObject = ["runner": .string(kind.rawValue), "program": .string(name)]
    json["account"] = account.map(JSON.string)
    if !compose.isEmpty { json["compose"] = .array(compose.map(JSON.string)) }
    return json
  }

  /// None that a program could take for an option or for a pattern of several names.
  var hasPlainName: Bool {
    !name.hasPrefix("-") && (1...255).contains(name.utf8.count) && name != "all"
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_.@:+-\\".utf8.contains(byte)
      }
  }
}
