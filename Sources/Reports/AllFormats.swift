/// Every output format, one line each, sorted.
public enum AllFormats {
  public static let list: [any Format.Type] = [
    CronFormat.self,
    GitHubFormat.self,
    JSONFormat.self,
    JUnitFormat.self,
    NagiosFormat.self,
    PrometheusFormat.self,
    SARIFFormat.self,
    TextFormat.self,
  ]
}
