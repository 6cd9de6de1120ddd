/// What a check is about, as `--only` takes it and the catalogue is ordered: `nginx`, `services`.
public enum CheckGroup {
  /// The first word of an id, where it is not the group's own name.
  private static let groups = [
    "ports": "runbook", "port": "services", "service": "services", "program": "supervisor",
    "programs": "supervisor", "supervisord": "supervisor", "configuration": "nginx", "vhost": "nginx",
    "job": "cron", "jobs": "cron", "script": "cron", "certificate": "tls", "certificates": "tls",
    "protected": "rules",
  ]

  public static func name(of id: String) -> String {
    let word = String(id.prefix { $0 != "-" })
    return groups[word] ?? word
  }
}
