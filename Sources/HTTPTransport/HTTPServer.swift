import Glibc
public import MCPSurface

/// Serves agents over the Model Context Protocol by HTTP ("Streamable HTTP"): one path, no sessions, a conversation for
/// each message that is posted.
public struct HTTPServer: Sendable {
  private let server: MCPServer
  private let gate: Gate
  private let patience: Patience

  public init(_ server: MCPServer, gate: Gate) { self.init(server, gate: gate, patience: Patience()) }

  init(_ server: MCPServer, gate: Gate, patience: Patience) {
    self.server = server
    self.gate = gate
    self.patience = patience
  }

  /// Serves on sockets that listen, until `stopped` returns; false where the system gives no thread for it.
  public func serve(_ sockets: [Int32], until stopped: @Sendable () async -> Void) async -> Bool {
    guard let sentry = Sentry(patience) else { return false }
    let service = Service(gate: gate, server: server, sentry: sentry)
    let daemons = sockets.compactMap { Daemon(service, listening: $0) }
    let isServing = daemons.count == sockets.count
    if isServing { await stopped() }
    for daemon in daemons { daemon.stopListening() }
    service.load.close()
    await server.shutDown()
    sentry.cutIdle()
    await wait(patience.end) { sentry.isIdle }
    for exchange in sentry.exchanges { exchange.abandon() }
    for daemon in daemons { daemon.stop() }
    sentry.end()
    return isServing
  }

  private func wait(_ longest: Duration, until isDone: () -> Bool) async {
    let end = ContinuousClock.now + longest
    while !isDone(), ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(10)) }
  }
}
