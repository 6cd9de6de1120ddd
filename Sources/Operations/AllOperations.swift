/// Every named operation, one line each, sorted.
public enum AllOperations {
  public static let list: [any Operation.Type] = [
    ReloadNginx.self,
    RestartService.self,
    ServiceStatus.self,
    ShowLog.self,
  ]
}
