import JSON
import Synchronization

/// What passes between one client and us: eras, methods, and who is answered.
final class Conversation: Sendable {
  private let toolbox: Toolbox
  private let introduction: Introduction
  private let send: @Sendable (JSON) -> Void
  private let running = RunningRequests()
  /// What `initialize` agreed on. A request with an envelope never looks at it.
  private let agreed = Mutex<Revision?>(nil)

  init(_ toolbox: Toolbox, version: String, send: @escaping @Sendable (JSON) -> Void) {
    self.toolbox = toolbox
    introduction = Introduction(version: version)
    self.send = send
  }

  var isIdle: Bool { running.isEmpty }

  func cancelAll() { running.cancelAll() }

  func take(_ line: Line) {
    guard case .whole(let bytes) = line else {
      send(RPCError(.invalidRequest, "a line of more than \(LineSplitter.longest) bytes").answer(to: nil))
      return
    }
    let json: JSON
    do throws(JSON.Malformed) { json = try JSON.parse(bytes) } catch {
      send(RPCError(.parse, "not read as JSON: \(error)").answer(to: nil))
      return
    }
    if let elements = json.asArray {
      takeBatch(elements)
    } else {
      take(Message(json)) { [send] answer in if let answer { send(answer) } }
    }
  }

  /// Batches are in 2025-03-26 alone; 2025-06-18 took them out.
  private func takeBatch(_ elements: [JSON]) {
    guard agreed.withLock({ $0 }) == .march2025, !elements.isEmpty else {
      send(RPCError(.invalidRequest, "one message a line: batches are not served here").answer(to: nil))
      return
    }
    let batch = Batch(of: elements.count, send: send)
    for (place, element) in elements.enumerated() {
      let message = Message(element)
      if case .request(let request) = message, request.method == "initialize" {
        batch.settle(place, RPCError(.invalidRequest, "initialize stands alone").answer(to: request.id))
      } else {
        take(message) { batch.settle(place, $0) }
      }
    }
  }

  /// Calls `deliver` once, now or later.
  private func take(_ message: Message, deliver: @escaping RunningRequests.Delivery) {
    switch message {
    case .answer: deliver(nil)
    case .malformed(let error, let id): deliver(error.answer(to: id))
    case .notification(let method, let params):
      if method == "notifications/cancelled", let id = params["requestId"].flatMap(RequestID.init) {
        running.cancel(id)
      }
      deliver(nil)
    case .request(let request): take(request, deliver: deliver)
    }
  }

  private func take(_ request: Request, deliver: @escaping RunningRequests.Delivery) {
    let revision: Revision
    do throws(RPCError) {
      // At once and in turn: the next line already counts on it.
      if request.method == "initialize" {
        let (revision, result) = try introduction.initialize(request.params)
        agreed.withLock { $0 = revision }
        deliver(Self.answer(request.id, result))
        return
      }
      revision = try Envelope.revision(of: request, agreed: agreed.withLock { $0 })
    } catch {
      deliver(error.answer(to: request.id))
      return
    }
    let isNew = running.begin(request.id, deliver: deliver) { [self] in
      do throws(RPCError) {
        return Self.answer(request.id, try await result(request, revision))
      } catch {
        return error.answer(to: request.id)
      }
    }
    if !isNew {
      deliver(RPCError(.invalidRequest, "the id of a request that still runs").answer(to: request.id))
    }
  }

  private static func answer(_ id: RequestID, _ result: JSONObject) -> JSON {
    ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
  }

  private func result(_ request: Request, _ revision: Revision) async throws(RPCError) -> JSONObject {
    let isStateless = revision == .july2026
    var result: JSONObject
    switch request.method {
    case "ping" where !isStateless: result = [:]
    case "server/discover" where isStateless: result = introduction.discovery
    case "tools/list":
      if request.params["cursor"] != nil {
        throw RPCError(.invalidParams, "no such cursor: the list has one page")
      }
      result = await toolbox.list(revision)
      if isStateless { Introduction.addCaching(to: &result) }
    case "tools/call": result = try await toolbox.call(request.params, revision)
    default: throw RPCError(.unknownMethod, "no such method: \(Quoted.text(request.method))")
    }
    if isStateless { introduction.complete(&result) }
    return result
  }
}
