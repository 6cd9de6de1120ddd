import Findings

/// Where the runbook says that a project of Docker Compose is: the words between `compose` and the verb, and the folder
/// that the command is typed in.
public struct ComposePlace: Hashable, Sendable {
  /// `-f`, `compose.prod.yaml`
  public var options: [String]
  /// nil where the text names none.
  public var directory: String?

  /// Options that say which project is meant; each has a value.
  private static let projects: Set<String> = [
    "-f", "--file", "-p", "--project-name", "--project-directory", "--env-file", "--profile",
  ]

  /// Of `docker compose …` and `docker-compose …`, with the words behind the options; nil for another command, and for
  /// one whose options say something else, or are places to be filled in.
  public static func read(
    _ command: SimpleCommand, in stated: StatedCommand
  ) -> (ComposePlace, ArraySlice<Word>)? {
    var rest = command.arguments[...]
    if command.program == "docker" {
      guard rest.popFirst()?.literal == "compose" else { return nil }
    } else if command.program != "docker-compose" {
      return nil
    }
    let folder = stated.line.directory?.literal ?? stated.directory?.value
    var place = ComposePlace(options: [], directory: folder)
    while let word = rest.first, word.text.hasPrefix("-") {
      guard let option = word.literal else { return nil }
      rest.removeFirst()
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      guard projects.contains(parts[0]) else { return nil }
      if parts.count == 2 {
        place.options += parts
      } else {
        guard let value = rest.popFirst()?.literal else { return nil }
        place.options += [option, value]
      }
    }
    return (place, rest)
  }
}
