/// A script as a shell reads it: nil where it is none, or not understood as a whole.
public struct ScriptCommands: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  /// Nobody writes a job that is longer; what is read costs time with the square of its commands at worst.
  private static let longest = 65_536

  public struct Commands: Hashable, Sendable {
    public var script: ShellScript
    /// The first line, which can set options: `#!/bin/bash -e`.
    public var firstLine: String
  }

  public func ask(_ server: any Server) async -> Observation<Commands?> {
    await Script(path: path).ask(server).flatMap { contents in
      guard let contents else { return .seen(nil) }
      guard let text = contents.text else {
        return .unseen(Blindness(.permission, "\(path): cannot be read"))
      }
      guard contents.isForShell, text.utf8.count <= Self.longest, let script = ShellScript(text) else {
        return .seen(nil)
      }
      return .seen(Commands(script: script, firstLine: contents.firstLine ?? ""))
    }
  }
}
