public import Findings

/// A figure that a check saw on its way to a verdict and that people like to plot: days left, ages.
///
/// It judges nothing. What is too little or too old is the verdict's to say.
public struct Measure: Hashable, Sendable {
  public enum Name: String, Hashable, Sendable, CaseIterable {
    case certificateDaysLeft, backupAgeSeconds, rehearsalAgeSeconds
  }

  public var name: Name
  public var value: Double
  /// What was measured: `certificate/origin`.
  public var subject: Address

  public init(_ name: Name, _ value: Double, of subject: Address) {
    self.name = name
    self.value = value
    self.subject = subject
  }
}
