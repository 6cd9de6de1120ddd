/// Every check, one line each, by the folder it lies in, in the order of their subjects' way through the server:
/// verdicts come out in it.
public enum AllChecks {
  public static let groups: [CheckGroup] = [
    CheckGroup(
      "runbook",
      [
        PortsDistinct.self,
        ProgramsDistinct.self,
        SectionsPresent.self,
      ]),
    CheckGroup(
      "supervisor",
      [
        SupervisorAnswers.self,
        ProgramConfigurationReadable.self,
        ProgramKnown.self,
        ProgramListed.self,
        ProgramRuns.self,
        ProgramStable.self,
        ProgramComesBack.self,
        ProgramUser.self,
        ProgramDirectory.self,
        ProgramCommand.self,
        ProgramConfigurationLoaded.self,
      ]),
    CheckGroup(
      "runners",
      [
        UnitRuns.self,
        UnitStartsAtBoot.self,
        UnitFileLoaded.self,
        ContainerRuns.self,
        ContainerPort.self,
        PM2ProcessOnline.self,
      ]),
    CheckGroup(
      "services",
      [
        PortBelongsToProgram.self,
        PortListens.self,
        PortInForce.self,
        ServiceAnswers.self,
        HostAnswers.self,
      ]),
    CheckGroup(
      "nginx",
      [
        ConfigurationFolderExists.self,
        NginxConfigurationValid.self,
        NginxRuns.self,
        VhostEnabled.self,
        VhostListens.self,
        VhostProxiesToPort.self,
        VhostNamesDistinct.self,
        VhostListed.self,
        NginxConfigurationLoaded.self,
      ]),
    CheckGroup(
      "tls",
      [
        CertificateExists.self,
        CertificateCurrent.self,
        CertificateFitsKey.self,
        CertificateKeyPrivate.self,
        CertificateNamesHosts.self,
        CertificateServed.self,
        CertificateChainComplete.self,
        CertificateRenewed.self,
      ]),
    CheckGroup(
      "cron",
      [
        CronRuns.self,
        CrontabRead.self,
        JobScheduled.self,
        JobRunsOnce.self,
        PercentEscaped.self,
        JobListed.self,
        JobsApart.self,
        ScriptRunnable.self,
        JobProgramsFound.self,
      ]),
    CheckGroup(
      "scripts",
      [
        FailuresStayApart.self,
        ComparesDeployed.self,
        BuildsBeside.self,
        RestartsKnownProgram.self,
        ProvesRestart.self,
        DumpNamed.self,
        DumpFailureSeen.self,
        DumpsPrivate.self,
        PurgeReaches.self,
        PurgeKeepsSome.self,
      ]),
    CheckGroup(
      "sudo",
      [
        SudoFileRead.self,
        SudoAllowsJobs.self,
        SudoNarrow.self,
      ]),
    CheckGroup(
      "backup",
      [
        BackupRemoteReachable.self,
        BackupFresh.self,
        BackupSound.self,
        DumpComplete.self,
        BackupNameVaries.self,
        PasswordFilePrivate.self,
        DatabaseUsable.self,
        RestoreStepsHold.self,
        RestoreBeside.self,
        BackupPurged.self,
        RestoreRehearsed.self,
      ]),
    CheckGroup(
      "deploy",
      [
        CheckoutClean.self,
        CheckoutOnBranch.self,
        CheckoutFollowsUpstream.self,
        CheckoutRemote.self,
        BuildPassed.self,
        BuildFollowsCheckout.self,
        ReleaseRuns.self,
      ]),
    CheckGroup(
      "logs",
      [
        LogWritable.self,
        LastRunFinished.self,
        DiskHasRoom.self,
      ]),
    CheckGroup(
      "files",
      [
        StatedPathExists.self
      ]),
    CheckGroup(
      "rules",
      [
        ProtectedPathExists.self
      ]),
  ]

  public static let list: [any Check.Type] = groups.flatMap(\.checks)
}

/// The checks of one subject, as `--only` takes them and the catalogue is ordered.
public struct CheckGroup: Sendable {
  /// The folder's name in lower case: `nginx`.
  public var name: String
  public var checks: [any Check.Type]

  init(_ name: String, _ checks: [any Check.Type]) {
    self.name = name
    self.checks = checks
  }
}
