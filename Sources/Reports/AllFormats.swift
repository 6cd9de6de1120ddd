/// Every output format, one line each, sorted.
public enum AllFormats {
  public static let list: [any Format.Type] = [
    JSONFormat.self,
    TextFormat.self,
  ]
}
