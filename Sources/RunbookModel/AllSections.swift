/// Every kind of section that is read into typed entries, one line each, sorted.
public enum AllSections {
  public static let list: [any SectionReader.Type] = [
    DatabaseRestoreSection.self,
    NginxSection.self,
    ServicesSection.self,
    SupervisorSection.self,
    TLSSection.self,
  ]
}
