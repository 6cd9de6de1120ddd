import JSON
import Synchronization

/// Who is told what has changed: a long request in the stateless revision, the client itself where there is a handshake
/// and a stream that lasts.
extension Conversation {
  /// The most resources of one subscription; a runbook has fewer sections that change.
  private static let mostResources = 100

  private static let flags = [
    ("toolsListChanged", "tools"), ("promptsListChanged", "prompts"), ("resourcesListChanged", "resources"),
  ]

  /// `subscriptions/listen` (2026-07-28): first what is honoured, then each change, at our own end the answer.
  func listen(
    _ request: Request, _ context: CallContext, _ ways: RunningRequests.Ways
  ) async throws -> MethodResult {
    guard let announcements = server.announcements else { throw RPCError.unknown(request.method) }
    var (honoured, wish) = try Self.lists(request.params)
    let uris = try Self.uris(request.params)
    var known: [JSON] = []
    for uri in uris where await server.isResource(uri, context) {
      known.append(.string(uri))
      wish.insert(.updated(uri))
    }
    if !uris.isEmpty { honoured["resourceSubscriptions"] = .array(known) }
    // It lasts as long as the client likes.
    ways.stepAside()
    let meta: JSON = [Envelope.subscription: request.id.json]
    let (name, notices) = await announcements.listen(to: wish)
    ways.send([
      "jsonrpc": "2.0", "method": "notifications/subscriptions/acknowledged",
      "params": ["_meta": meta, "notifications": .object(honoured)],
    ])
    for await notice in notices { ways.send(notice.json(request.id.json)) }
    await announcements.leave(name)
    try Task.checkCancellation()
    return MethodResult(["_meta": meta])
  }

  private static func lists(
    _ params: JSONObject
  ) throws(RPCError) -> (honoured: JSONObject, wish: Set<Announcements.Notice>) {
    guard let asked = params["notifications"]?.asObject else {
      throw RPCError(.invalidParams, "subscriptions/listen needs notifications, an object")
    }
    var honoured: JSONObject = [:], wish: Set<Announcements.Notice> = []
    for (flag, list) in flags {
      switch asked[flag] {
      case nil, .bool(false)?: continue
      case .bool(true)?:
        honoured[flag] = true
        wish.insert(.list(list))
      default: throw RPCError(.invalidParams, "notifications.\(flag) must be true or false")
      }
    }
    return (honoured, wish)
  }

  private static func uris(_ params: JSONObject) throws(RPCError) -> [String] {
    guard let asked = params["notifications"]?["resourceSubscriptions"] else { return [] }
    let uris = asked.asArray?.map(\.asString)
    guard let uris, uris.count <= mostResources, !uris.contains(nil) else {
      throw RPCError(
        .invalidParams, "notifications.resourceSubscriptions must be at most \(mostResources) strings")
    }
    return uris.compactMap { $0 }
  }

  /// `resources/subscribe` and `resources/unsubscribe`, in the eras with a handshake.
  func subscribe(_ request: Request, _ context: CallContext) async throws -> MethodResult {
    guard let announcements = server.announcements, isTwoWay else { throw RPCError.unknown(request.method) }
    guard let uri = request.params["uri"]?.asString else {
      throw RPCError(.invalidParams, "\(request.method) needs uri, a string")
    }
    let name = await listensForClient()
    if request.method == "resources/unsubscribe" {
      await announcements.remove(.updated(uri), from: name)
    } else {
      // Says what is wrong with one that is not there.
      _ = try await server.toolbox.result("resources/read", ["uri": .string(uri)], context)
      await announcements.add(.updated(uri), to: name)
    }
    return MethodResult([:])
  }

  /// What a client with a handshake is told without having asked (2025-11-25, "List Changed Notification").
  func listensForClient() async -> Int {
    let task = unprompted.withLock { held in
      if let held { return held }
      let task = Task { [server, sink] in
        guard let announcements = server.announcements else { return 0 }
        let (name, notices) = await announcements.listen(to: Set(Self.flags.map { .list($0.1) }))
        Task {
          for await notice in notices { sink.send(notice.json()) }
        }
        return name
      }
      held = task
      return task
    }
    return await task.value
  }
}
