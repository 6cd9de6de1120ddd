public import Findings

/// One thing that the runbook names: a service, a schedule, a certificate.
public protocol Entry: Sendable {
  /// The first part of its address: `service`.
  static var kind: String { get }
  var name: Located<String> { get }
  var claims: [Claim] { get }
}

extension Entry {
  public var address: Address { Address(Self.kind, name.value) }
}

/// One stated value with the place where it stands: `service/luci#port` is `3004` at `AGENTS.md:9:20`.
public struct Claim: Hashable, Sendable {
  public var address: Address
  /// The runbook's own word for it: the column header or the key.
  public var label: String
  public var value: Located<String>

  public init(_ address: Address, label: String, value: Located<String>) {
    self.address = address
    self.label = label
    self.value = value
  }
}
