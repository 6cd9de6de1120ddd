import Findings
public import RunbookModel
public import ServerFacts

/// nginx has read its files since they were last written.
///
/// A time says no more than that somebody wrote: a file that was only touched is as new as one that was changed, and
/// nginx does not tell what it has loaded. So this is a note. A change that shows (a port, a name, a certificate) is
/// told by the checks that look at it.
public struct NginxConfigurationLoaded: Check {
  public static let card = CheckCard(
    id: "nginx-configuration-loaded",
    summary: "nginx has read its files since they were last written",
    why: "A change that was never loaded comes into force at the next boot, when nobody thinks of it.",
    fix: "Test the configuration and reload nginx.", severity: .note,
    after: [
      "nginx-runs", "nginx-configuration-valid", "vhost-enabled", "vhost-proxies-to-port",
      "certificate-served",
    ])

  /// A reload and the writing before it fall into the same second or two.
  static let tolerance = 2

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let claim = settings.address.field("loaded"),
      range = settings.configurationRoot?.range ?? settings.name.range
    switch await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings)), Processes()) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)):
      return [unknown(claim, at: range, blindness)]
    case (.seen(let files), .seen(let table)):
      guard let reload = Self.reload(table) else { return [] }
      var newer: [Evidence] = []
      for path in ["/etc/nginx/nginx.conf"] + files.map(\.path) {
        switch await facts.ask(TargetAttributes(path: path)) {
        case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
        case .seen(let attributes):
          guard let attributes, attributes.modified > reload + Self.tolerance else { continue }
          newer.append(Evidence(source: path, text: "written \(Instant(seconds: attributes.modified))"))
        }
      }
      guard !newer.isEmpty else { return [holds(claim, at: range)] }
      return [
        drifts(
          claim, at: range,
          "the runbook has nginx reloaded after a change; files were written since it last read them, \(Instant(seconds: reload))",
          evidence: newer, remedy: .operation(name: "reload-nginx", arguments: []))
      ]
    }
  }

  /// A reload starts all workers anew.
  private static func reload(_ table: ProcessTable) -> Int? {
    guard let master = table.nginxMaster else { return nil }
    return table.processes.filter { $0.parent == master.pid && $0.name == "nginx" }.compactMap(table.started)
      .max()
  }

  private static let text = "## Nginx\n- Reload: sudo nginx -s reload"
  private static let path = "/etc/nginx/sites-enabled/luci"

  private static func written(_ seconds: Int) -> ExampleServer {
    .with {
      $0.files["/etc/nginx/nginx.conf"] = (FileAttributes(kind: .file, mode: 0o644), "")
      $0.files[path]?.attributes.modified = seconds
    }
  }

  public static let examples = [
    CheckExample(.holds, text, written(ExampleServer.boot)),
    CheckExample(.drifts, "   ↓\n## Nginx\n- Reload: sudo nginx -s reload", written(ExampleServer.boot + 60)),
    CheckExample(.unknown, text, written(ExampleServer.boot).changed { $0.refused = [.processTable] }),
  ]
}
