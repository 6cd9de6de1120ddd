public import JSON
import RunbookDesk
import Synchronization

/// What passes between one client and us: eras, methods, and who is answered. It knows no transport.
///
/// On stdio one conversation lasts as long as the process. Over HTTP there is one for each request, since the ids of
/// different clients may be the same.
public final class Conversation: Sendable {
  /// What `initialize` agreed on. A request with an envelope never looks at it.
  struct Handshake: Sendable {
    var revision: Revision
    var client = ClientCapabilities()
    var clientName: String?
  }

  /// What a message was read from.
  private struct Origin: Sendable {
    var bytes: [UInt8]?
    var share: (any AnyObject & Sendable)?
  }

  let server: MCPServer
  private let introduction: Introduction
  private let speaker: Speaker
  let sink: any Sink
  private let running: RunningRequests
  private let agreed: Mutex<Handshake?>
  private let questions: Questions?
  /// The listener for what the client did not ask to be told.
  let unprompted = Mutex<Task<Int, Never>?>(nil)
  var isTwoWay: Bool { questions != nil }

  init(
    _ server: MCPServer, with speaker: Speaker, agreed: Revision?, isTwoWay: Bool, to sink: any Sink
  ) {
    self.server = server
    introduction = Introduction(
      version: server.world.version, announces: server.announcements != nil, isTwoWay: isTwoWay)
    self.speaker = speaker
    self.sink = sink
    running = RunningRequests(to: sink)
    questions = isTwoWay ? Questions() : nil
    self.agreed = Mutex(agreed.map { Handshake(revision: $0) })
  }

  /// Whether nothing is being worked on.
  public var isIdle: Bool { running.isEmpty }

  /// The client says nothing more: whoever waits for a word of its person waits in vain.
  func hangUp() { questions?.close() }

  /// Takes back every request that is not answered: the client is gone. What changes something runs to its end.
  public func cancelAll() { running.cancelAll() }

  /// Takes one JSON text; the answer, or that there is none, goes to the sink now or later.
  ///
  /// - Parameter share: kept for as long as the text is, or anything that was made of it.
  public func take(_ bytes: [UInt8], keeping share: (any AnyObject & Sendable)? = nil) {
    do throws(JSON.Malformed) {
      take(try JSON.parse(bytes), Origin(bytes: bytes, share: share))
    } catch {
      sink.answer(RPCError(.parse, "not read as JSON: \(error)").answer(to: nil))
    }
  }

  /// The same for a text that was parsed.
  public func take(_ json: JSON) { take(json, Origin()) }

  private func take(_ json: JSON, _ origin: Origin) {
    if let elements = json.asArray {
      takeBatch(elements, Origin(share: origin.share))
    } else {
      take(Message(json), origin) { [sink] in sink.answer($0) }
    }
  }

  /// Batches are in 2025-03-26 alone; 2025-06-18 took them out.
  private func takeBatch(_ elements: [JSON], _ origin: Origin) {
    guard agreed.withLock({ $0?.revision }) == .march2025, !elements.isEmpty else {
      sink.answer(
        RPCError(.invalidRequest, "one message at a time: batches are not served here").answer(to: nil))
      return
    }
    guard elements.count <= Batch.most else {
      sink.answer(
        RPCError(
          .invalidRequest, "a batch of \(elements.count) messages: at most \(Batch.most) are taken at once"
        )
        .answer(to: nil))
      return
    }
    let batch = Batch(of: elements.count) { [sink] in sink.answer($0) }
    for (place, element) in elements.enumerated() {
      let message = Message(element)
      if case .request(let request) = message, request.method == "initialize" {
        batch.settle(place, RPCError(.invalidRequest, "initialize stands alone").answer(to: request.id))
      } else {
        take(message, origin) { batch.settle(place, $0) }
      }
    }
  }

  /// Calls `deliver` once, now or later.
  private func take(
    _ message: Message, _ origin: Origin, deliver: @escaping RunningRequests.Delivery
  ) {
    switch message {
    case .answer(let id, let answer):
      questions?.take(id, answer)
      deliver(nil)
    case .malformed(let error, let id): deliver(error.answer(to: id))
    case .notification(let method, let params):
      if method == "notifications/cancelled", let id = params["requestId"].flatMap(RequestID.init) {
        running.cancel(id)
      }
      if method == "notifications/initialized", isTwoWay, agreed.withLock({ $0 }) != nil {
        Task { _ = await listensForClient() }
      }
      deliver(nil)
    case .request(let request): take(request, origin, deliver: deliver)
    }
  }

  private func take(
    _ request: Request, _ origin: Origin, deliver: @escaping RunningRequests.Delivery
  ) {
    let handshake: Handshake
    do throws(RPCError) {
      if let result = try introduction(request) {
        deliver(Self.answer(request.id, result))
        return
      }
      handshake = try Envelope.read(request, agreed: agreed.withLock { $0 })
    } catch {
      deliver(error.answer(to: request.id))
      return
    }
    let isQuick = request.method.hasSuffix("/list") || request.method == "subscriptions/listen"
    let turns = isQuick ? server.lists : server.calls
    // Ten thousand requests that wait are kept as they came: read they are ten times as large.
    let later = turns.areTaken ? origin.bytes : nil
    let kept = later == nil ? request : nil, id = request.id
    let isNew = running.begin(id, in: turns, deliver: deliver) { [self] ways in
      defer { withExtendedLifetime(origin.share) {} }
      do {
        guard let request = kept ?? later.flatMap(Self.request) else { throw CancellationError() }
        return Self.answer(id, try await result(request, handshake, ways))
      } catch let error as RPCError {
        return error.answer(to: id)
      } catch {
        return RPCError(.internalError, "this request could not be served").answer(to: id)
      }
    }
    if !isNew {
      deliver(RPCError(.invalidRequest, "the id of a request that still runs").answer(to: id))
    }
  }

  /// What is answered at once and in turn: the next message already counts on it, and a client that waits for it may
  /// give up (2025-11-25, "Ping"). nil for everything else.
  private func introduction(_ request: Request) throws(RPCError) -> JSONObject? {
    switch request.method {
    case "initialize":
      let (handshake, result) = try introduction.initialize(request.params)
      agreed.withLock { $0 = handshake }
      return result
    case "ping", "server/discover":
      let handshake = try Envelope.read(request, agreed: agreed.withLock { $0 })
      let isStateless = handshake.revision == .july2026
      guard isStateless == (request.method == "server/discover") else {
        throw RPCError.unknown(request.method)
      }
      var result = isStateless ? introduction.discovery : MethodResult([:])
      if isStateless { introduction.complete(&result) }
      return result.members
    default: return nil
    }
  }

  /// Reads again what was read before.
  private static func request(_ bytes: [UInt8]) -> Request? {
    guard let json = try? JSON.parse(bytes), case .request(let request) = Message(json) else { return nil }
    return request
  }

  private static func answer(_ id: RequestID, _ result: JSONObject) -> JSON {
    ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
  }

  private func result(
    _ request: Request, _ handshake: Handshake, _ ways: RunningRequests.Ways
  ) async throws -> JSONObject {
    let context = try context(request, handshake, ways), isStateless = handshake.revision == .july2026
    var result: MethodResult
    do {
      switch request.method {
      case "subscriptions/listen" where isStateless: result = try await listen(request, context, ways)
      case "resources/subscribe" where !isStateless, "resources/unsubscribe" where !isStateless:
        result = try await subscribe(request, context)
      default:
        result = try await server.toolbox.result(request.method, request.params, context)
      }
    } catch let required as InputRequired {
      result = required.result
    }
    if isStateless { introduction.complete(&result) }
    return result.members
  }

  private func context(
    _ request: Request, _ handshake: Handshake, _ ways: RunningRequests.Ways
  ) throws(RPCError) -> CallContext {
    var call: RequestStates.Call?
    if request.method == "tools/call", let tool = request.params["name"]?.asString {
      call = RequestStates.Call(
        tool: tool, arguments: request.params["arguments"] ?? [:], speaker: speaker)
    }
    return CallContext(
      revision: handshake.revision, client: handshake.client,
      actor: handshake.clientName.map { "\($0), \(speaker.name)" } ?? speaker.name, speaker: speaker,
      strongest: server.world.strongest,
      progress: Progress(request.params, handshake.revision, send: ways.send),
      patience: server.world.patience, questions: questions,
      states: server.states, call: call,
      resumed: handshake.revision == .july2026 ? try resumed(request.params, call) : nil,
      stepAside: ways.stepAside)
  }

  /// What a client brings that was asked for it (2026-07-28).
  private func resumed(_ params: JSONObject, _ call: RequestStates.Call?) throws(RPCError) -> Resumed? {
    guard let state = params["requestState"] else { return nil }
    guard let text = state.asString, let call else {
      throw RPCError(.invalidParams, "requestState must be the string that was given out for this call")
    }
    let plan = try server.states.redeem(text, for: call)
    return Resumed(plan: plan, answer: params["inputResponses"]?[ConsentForm.key])
  }
}
