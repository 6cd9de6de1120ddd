/// Every subcommand, one line each, in the order of the help.
enum AllCommands {
  static let list: [any Command.Type] = [
    AskCommand.self,
    ExplainCommand.self,
    CheckCommand.self,
    ChecksCommand.self,
    AckCommand.self,
    ListCommand.self,
    PlanCommand.self,
    RunCommand.self,
    TrustCommand.self,
    SudoersCommand.self,
    ApproveCommand.self,
    DoctorCommand.self,
    JobsCommand.self,
    JobCommand.self,
    JournalCommand.self,
    RecoverCommand.self,
    FreezeCommand.self,
    ThawCommand.self,
    MCPCommand.self,
    RecordCommand.self,
    CompletionCommand.self,
    ManualCommand.self,
    HelpCommand.self,
    VersionCommand.self,
  ]
}
