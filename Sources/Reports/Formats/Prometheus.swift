import DriftChecks
import Findings
import RunbookDesk
import ServerFacts

/// For Prometheus: gauges in its text form, for the textfile collector of node_exporter with `--output FILE.prom`.
public struct PrometheusFormat: Format {
  public static let name = "prometheus"
  public static let summary = "gauges for node_exporter's textfile collector; check only"

  public init() {}

  private struct Gauge {
    var name, help: String
    var samples: [(labels: [(String, String)], value: Double)]
  }

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    return (counts(report) + measures(report)).filter { !$0.samples.isEmpty }.map(written).joined(
      separator: "\n")
  }

  private func counts(_ report: CheckReport) -> [Gauge] {
    let file = [("runbook", report.file)], claims = report.claims
    let states = [
      ("hold", claims.hold), ("drift", claims.drift), ("unseen", claims.unknown),
      ("unchecked", claims.unchecked),
    ]
    return [
      Gauge(
        name: "runbook_last_run_timestamp_seconds", help: "When the check last ran, in seconds since 1970.",
        samples: [(file, Double(report.at.seconds))]),
      Gauge(
        name: "runbook_findings", help: "Faults that count, by severity.",
        samples: Severity.allCases.map { (file + [("severity", $0.rawValue)], Double(report.count($0))) }),
      Gauge(
        name: "runbook_claims", help: "Claims of the runbook, by what became of them.",
        samples: states.map { (file + [("state", $0)], Double($1)) }),
      Gauge(
        name: "runbook_unknown_verdicts",
        help: "Verdicts that could not be given, since something was not seen.",
        samples: [(file, Double(report.unknowns.count))]),
      Gauge(
        name: "runbook_acknowledged_findings", help: "Faults that are acknowledged for the time being.",
        samples: [(file, Double(report.acknowledged.count))]),
    ]
  }

  /// Of several figures for one subject the worst stands: a series may come once only.
  private func measures(_ report: CheckReport) -> [Gauge] {
    let all = report.verdicts.flatMap(\.verdict.measures)
    return Measure.Name.allCases.map { name in
      var values: [String: Double] = [:]
      for measure in all where measure.name == name {
        let subject = measure.subject.description
        values[subject] = values[subject].map { name.worse($0, measure.value) } ?? measure.value
      }
      return Gauge(
        name: name.gauge, help: name.help,
        samples: values.sorted { $0.key < $1.key }.map {
          ([("runbook", report.file), ("subject", $0.key)], $0.value)
        })
    }
  }

  private func written(_ gauge: Gauge) -> String {
    let samples = gauge.samples.map { sample in
      let labels = sample.labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      return "\(gauge.name){\(labels)} \(Self.number(sample.value))"
    }
    return (["# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) gauge"] + samples).joined(
      separator: "\n")
  }

  /// Backslash, double quote and line feed; every other character stands for itself.
  private static func escaped(_ label: String) -> String {
    WorldText.clean(label).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "\n", with: "\\n")
  }

  /// Whole numbers without a point: Swift would write large ones with an exponent.
  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }
}

extension Measure.Name {
  fileprivate var gauge: String {
    switch self {
    case .certificateDaysLeft: "runbook_certificate_expiry_days"
    case .backupAgeSeconds: "runbook_backup_age_seconds"
    case .rehearsalAgeSeconds: "runbook_rehearsal_age_seconds"
    }
  }

  fileprivate var help: String {
    switch self {
    case .certificateDaysLeft: "Days until a certificate ends; less than 0 once it has."
    case .backupAgeSeconds: "Age of the newest backup."
    case .rehearsalAgeSeconds: "Time since a restore was last rehearsed."
    }
  }

  fileprivate func worse(_ one: Double, _ other: Double) -> Double {
    self == .certificateDaysLeft ? min(one, other) : max(one, other)
  }
}
