/// Every check, one line each, in the order of their subjects' way through the server: verdicts come out in it.
public enum AllChecks {
  public static let list: [any Check.Type] = [
    PortsDistinct.self,
    ProgramKnown.self,
    ProgramListed.self,
    PortBelongsToProgram.self,
    ProgramRuns.self,
    PortListens.self,
    ConfigurationFolderExists.self,
    NginxRuns.self,
    VhostEnabled.self,
    VhostProxiesToPort.self,
    JobScheduled.self,
    ScriptRunnable.self,
    CertificateExists.self,
    CertificateCurrent.self,
    CertificateFitsKey.self,
    ProtectedPathExists.self,
    StatedPathExists.self,
  ]
}
