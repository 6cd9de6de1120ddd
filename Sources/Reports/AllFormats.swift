/// Every output format, one line each, sorted.
public enum AllFormats {
  public static let list: [any Format.Type] = [
    CronFormat.self,
    JSONFormat.self,
    TextFormat.self,
  ]
}
