import MCPSurface

/// What all connections share.
final class Service: Sendable {
  let gate: Gate
  let server: MCPServer
  let sentry: Sentry
  let load = Load()

  init(gate: Gate, server: MCPServer, sentry: Sentry) {
    self.gate = gate
    self.server = server
    self.sentry = sentry
  }
}
