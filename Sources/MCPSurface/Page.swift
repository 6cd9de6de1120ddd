import JSON

/// One page of a list, by the cursor that a client gives back to us.
///
/// A cursor is good for its own list and names a place that a page can begin at; an empty one was never given out
/// (2025-11-25, "Pagination": invalid cursors are -32602).
struct Page {
  /// Every list of a runbook by hand is shorter.
  static let size = 100

  private let list: String
  private let start: Int

  init(_ params: JSONObject, of list: String) throws(RPCError) {
    self.list = list
    guard let cursor = params["cursor"] else {
      start = 0
      return
    }
    guard let text = cursor.asString, let start = Self.start(text, of: list) else { throw Self.unknown }
    self.start = start
  }

  private static let unknown = RPCError(.invalidParams, "no such cursor: ask for the list without one")

  /// Throws where there is no such page, as after the list has grown shorter.
  func result(
    _ members: [JSON], lifetime: Int = MethodResult.listLifetime
  ) throws(RPCError) -> MethodResult {
    guard start == 0 || start < members.count else { throw Self.unknown }
    let end = min(start + Self.size, members.count)
    var result: JSONObject = [list: .array(Array(members[start..<end]))]
    if end < members.count { result["nextCursor"] = .string(Self.cursor(end, of: list)) }
    return MethodResult(result, lifetime: lifetime)
  }

  private static func cursor(_ start: Int, of list: String) -> String { "\(list).\(start)" }

  private static func start(_ cursor: String, of list: String) -> Int? {
    guard let start = cursor.split(separator: ".").last.flatMap({ Int($0) }), start > 0,
      start % size == 0, cursor == Self.cursor(start, of: list)
    else { return nil }
    return start
  }
}
