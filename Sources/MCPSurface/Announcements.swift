import JSON

/// Tells whoever wants to know that a list or a resource has changed. What is told was derived again and is another: an
/// editor that writes the same text, or a file that cannot be read now, tells nothing.
actor Announcements {
  enum Notice: Hashable, Sendable {
    /// `tools`, `prompts` or `resources`.
    case list(String)
    case updated(String)

    /// The notification, with the id of the subscription that it belongs to (2026-07-28).
    func json(_ subscription: JSON? = nil) -> JSON {
      var params: JSONObject = [:]
      let method: String
      switch self {
      case .list(let name): method = "notifications/\(name)/list_changed"
      case .updated(let uri):
        method = "notifications/resources/updated"
        params["uri"] = .string(uri)
      }
      if let subscription { params["_meta"] = [Envelope.subscription: subscription] }
      return ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
    }
  }

  private struct Listener {
    var wish: Set<Notice>
    var tell: AsyncStream<Notice>.Continuation
  }

  /// An editor writes a file in several steps.
  private static let settling = Duration.milliseconds(300)
  /// A listener that takes none is not kept in memory for ever: what it missed is the same once more.
  private static let most = 256

  private let changes: @Sendable () -> AsyncStream<Void>
  /// What a notice speaks of, as it is now; nil where that cannot be told.
  private let look: @Sendable (Notice) async -> JSON?
  private var watch: Task<Void, Never>?
  private var seen: [Notice: JSON] = [:]
  private var listeners: [Int: Listener] = [:]
  private var count = 0
  private var isClosed = false

  init(
    changes: @escaping @Sendable () -> AsyncStream<Void>, look: @escaping @Sendable (Notice) async -> JSON?
  ) {
    self.changes = changes
    self.look = look
  }

  /// Whatever changes after this has returned is told.
  func listen(to wish: Set<Notice>) async -> (name: Int, notices: AsyncStream<Notice>) {
    let (notices, tell) = AsyncStream.makeStream(
      of: Notice.self, bufferingPolicy: .bufferingNewest(Self.most))
    if isClosed { tell.finish() }
    begin()
    count += 1
    let name = count
    // First of all: what nobody listens to is forgotten, and others are served while we look.
    if !isClosed { listeners[name] = Listener(wish: wish, tell: tell) }
    await remember(wish)
    return (name, notices)
  }

  func add(_ notice: Notice, to name: Int) async {
    listeners[name]?.wish.insert(notice)
    await remember([notice])
  }

  func remove(_ notice: Notice, from name: Int) { listeners[name]?.wish.remove(notice) }

  func leave(_ name: Int) { listeners.removeValue(forKey: name)?.tell.finish() }

  /// Ends every stream.
  func close() {
    isClosed = true
    watch?.cancel()
    for listener in listeners.values { listener.tell.finish() }
    listeners = [:]
  }

  private func begin() {
    guard watch == nil, !isClosed else { return }
    let changes = changes()
    watch = Task { [weak self] in
      for await _ in changes {
        guard (try? await Task.sleep(for: Self.settling)) != nil else { return }
        await self?.compare()
      }
    }
  }

  private func remember(_ wish: Set<Notice>) async {
    for notice in wish where seen[notice] == nil {
      let now = await look(notice)
      if seen[notice] == nil { seen[notice] = now }
    }
  }

  private func compare() async {
    let wanted = listeners.values.reduce(into: Set<Notice>()) { $0.formUnion($1.wish) }
    seen = seen.filter { wanted.contains($0.key) }
    for notice in wanted {
      guard let now = await look(notice) else { continue }
      let before = seen.updateValue(now, forKey: notice)
      guard let before, before != now else { continue }
      for listener in listeners.values where listener.wish.contains(notice) { listener.tell.yield(notice) }
    }
  }
}
