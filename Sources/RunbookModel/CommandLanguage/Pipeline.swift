/// Commands whose outputs feed the next one's input; a single command is a pipeline too.
public struct Pipeline: Hashable, Sendable {
  public var commands: [SimpleCommand]

  public init(commands: [SimpleCommand]) { self.commands = commands }
}
