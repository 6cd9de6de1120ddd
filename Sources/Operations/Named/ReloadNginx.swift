import Findings
public import RunbookModel
public import ServerFacts

/// Tests nginx's configuration, reloads it, and proves that new workers serve.
public struct ReloadNginx: Operation {
  public static let card = OperationCard(
    name: "reload-nginx", alias: "reload",
    summary: "test nginx's configuration, reload it, and prove that new workers serve",
    detail: """
      Runs nginx -t first and stops there if the configuration is broken. After the reload the worker generation must \
      have changed and every port that was listened on must still be. Connections survive.
      """,
    effect: .reloads,
    parameters: [],
    undo: "put the configuration back and reload again")

  public init(_ arguments: Arguments) throws(Refusal) {}

  public func row(_ runbook: Runbook) -> [Claim] { runbook.entries(NginxSettings.self).first?.claims ?? [] }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    guard let settings = runbook.entries(NginxSettings.self).first else {
      throw Refusal(.notPossible, "the runbook has no section on nginx, so there is nothing here to reload")
    }
    let test = try await Privilege.words("/usr/sbin/nginx", ["-t"], by: facts)
    let reload = try await Privilege.words("/usr/sbin/nginx", ["-s", "reload"], by: facts)
    return [
      Plan(
        operation: Self.card.name, subject: Address(NginxSettings.kind, "nginx"),
        source: settings.name.range,
        steps: [
          Step("test the configuration", .run(test), effect: .observes),
          Step("reload nginx", .run(reload), effect: .reloads, proof: .nginxReloaded),
        ])
    ]
  }
}
