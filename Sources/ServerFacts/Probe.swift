/// A typed question to a server, made of one or more looks: "which programs does supervisord know?".
///
/// Probes are nouns of what is seen. A probe parses; it never judges, and it never says what ought to be.
public protocol Probe: Hashable, Sendable {
  associatedtype Fact: Sendable
  func ask(_ server: any Server) async -> Observation<Fact>
}
