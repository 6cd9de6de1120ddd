import Findings
public import Operations
import RunbookModel
import ServerFacts

extension Desk {
  /// Shows a log as it grows, through the same door as a look at its end, until nobody reads any more. For people alone:
  /// an agent would wait for ever.
  ///
  /// - Returns: what became of the first look where it failed, else nil.
  public func follow(
    _ request: Request, tell: @escaping @Sendable ([String]) -> Bool
  ) async throws -> Execution? {
    let door = try openDoor()
    let weighed = try await weigh(request, door)
    guard weighed.count == 1, let one = weighed.first, one.isDoneAtOnce else {
      throw Refusal(.notPossible, "only a log can be followed")
    }
    let secrets = secrets
    let ended = try await executor.follow(one.plan, opening: door.openLog) { lines in
      let shown = secrets.everywhere(lines.joined(separator: "\n"))
      return tell(shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
    return ended.map(masked)
  }
}
