import Findings
import JSON
import Operations
import RunbookDesk
import RunbookModel

/// Serves what a client asks of the runbook: the methods that are the same on every transport and in every era.
struct Toolbox: Sendable {
  /// What both introductions declare.
  static let capabilities: JSONObject = ["tools": ["listChanged": false]]

  let desk: @Sendable () async throws -> Desk

  /// Throws an `RPCError` for what is no such method and for parameters that are none.
  func result(
    _ method: String, _ params: JSONObject, _ context: CallContext
  ) async throws -> MethodResult {
    switch method {
    case "tools/list":
      if params["cursor"] != nil {
        throw RPCError(.invalidParams, "no such cursor: the list has one page")
      }
      return MethodResult(await list(context.revision), lifetime: MethodResult.listLifetime)
    case "tools/call": return MethodResult(try await call(params, context))
    default: throw RPCError(.unknownMethod, "no such method: \(Quoted.text(method))")
    }
  }

  /// Without a runbook the tools are still there, only without its names: a call then tells what is wrong.
  func list(_ revision: Revision) async -> JSONObject {
    let tools = ToolCatalog.tools(await Offer.all(try? await desk()))
    return ["tools": .array(tools.map { $0.json(revision) })]
  }

  /// An unknown tool is an error of the protocol; whatever a model can mend is a result (SEP-1303,
  /// 2025-11-25).
  func call(_ params: JSONObject, _ context: CallContext) async throws -> JSONObject {
    guard let name = params["name"]?.asString else {
      throw RPCError(.invalidParams, "tools/call needs name, a string")
    }
    guard let arguments = (params["arguments"] ?? [:]).asObject else {
      throw RPCError(.invalidParams, "arguments must be an object")
    }
    let opened: Result<Desk, any Error>
    do { opened = .success(try await desk()) } catch { opened = .failure(error) }
    let tools = ToolCatalog.tools(await Offer.all(try? opened.get()))
    guard let tool = tools.first(where: { $0.name == name }) else {
      throw RPCError(
        .invalidParams, "unknown tool: \(Quoted.text(name))",
        detail: ["accepted": .array(tools.map { .string($0.name) })])
    }
    let answer: ToolAnswer
    switch opened {
    case .failure(let error): answer = .complaint(Self.words(error))
    case .success(let desk):
      if let complaint = tool.complaint(about: arguments) {
        answer = .complaint(complaint)
      } else {
        answer = try await call(tool, arguments, desk, context)
      }
    }
    return answer.result(context.revision)
  }

  private func call(
    _ tool: Tool, _ arguments: JSONObject, _ desk: Desk, _ context: CallContext
  ) async throws -> ToolAnswer {
    do {
      switch tool.name {
      case "ask":
        return .structured(
          AnswerJSON.of(
            desk.lookUp(arguments["question"]?.asString ?? ""), isTrusted: await desk.isTrusted()))
      case "check":
        return .structured(
          AnswerJSON.of(
            await desk.check(), isFull: arguments["detail"] == "full", isTrusted: await desk.isTrusted()))
      case "list_operations": return .structured(AnswerJSON.of(await desk.operations()))
      case "plan":
        let card = Self.card(arguments["operation"]?.asString ?? "")
        let request = try desk.request(card, arguments: Self.texts(arguments["arguments"]?.asObject ?? [:]))
        return .structured(AnswerJSON.of(try await desk.plan(request, actor: context.actor), of: card))
      default: return try await operate(Self.card(tool.name), arguments, desk, context)
      }
    } catch let refusal as Refusal {
      return .complaint(Self.words(await Self.offered(refusal, desk)))
    } catch let fault as Fault {
      return .complaint(fault.text)
    } catch let unavailable as Unavailable {
      return .complaint(Self.words(unavailable))
    }
  }

  private func operate(
    _ name: String, _ arguments: JSONObject, _ desk: Desk, _ context: CallContext
  ) async throws -> ToolAnswer {
    let request = try desk.request(name, arguments: Self.texts(arguments))
    let executions = try await context.operate(request, on: desk)
    return .structured(
      AnswerJSON.of(executions, of: name), isError: executions.contains { $0.outcome != .done })
  }

  private static func card(_ tool: String) -> String { tool.replacing("_", with: "-") }

  private static func texts(_ arguments: JSONObject) -> [String: String] {
    var texts: [String: String] = [:]
    for member in arguments.members { texts[member.key] = member.value.asString ?? member.value.text() }
    return texts
  }

  /// A refusal that names only what is offered: other names come from the server, or from a text that nobody trusts.
  private static func offered(_ refusal: Refusal, _ desk: Desk) async -> Refusal {
    var refusal = refusal
    let offers = await desk.operations()
    let known = Set(
      Desk.operationCards.flatMap { [$0.name] + $0.parameters.map(\.name) }
        + offers.flatMap { $0.accepted.joined() })
    refusal.accepted = refusal.accepted.filter(known.contains)
    refusal.nearest = refusal.nearest.filter(known.contains)
    return refusal
  }

  private static func words(_ refusal: Refusal) -> String {
    var words = refusal.message + "."
    if !refusal.accepted.isEmpty { words += " Accepted: \(refusal.accepted.joined(separator: ", "))." }
    if let help = refusal.help { words += " Try: \(help)." }
    if !refusal.nearest.isEmpty { words += " Nearest: \(refusal.nearest.joined(separator: ", "))." }
    return words
  }

  private static func words(_ error: any Error) -> String {
    guard let unavailable = error as? Unavailable else { return "there is no runbook to work with: \(error)" }
    return [unavailable.message, unavailable.help].compactMap(\.self).joined(separator: "; ")
  }
}

/// What comes of calling a tool.
enum ToolAnswer: Sendable {
  case structured(JSONObject, isError: Bool = false)
  /// The call cannot be served as it is; the text says how it could.
  case complaint(String)

  /// Longer than any of our own sentences with a list of names behind it.
  private static let longestComplaint = 4096

  /// The text is the same JSON: older clients see only the text. Structured content came with 2025-06-18.
  func result(_ revision: Revision) -> JSONObject {
    switch self {
    case .structured(let object, let isError):
      var result = Self.result(JSON.object(object).text(), isError: isError)
      if revision >= .june2025 { result["structuredContent"] = .object(object) }
      return result
    case .complaint(let text):
      let clean = SecretMask.mask(text.cleaned)
      return Self.result(
        String(decoding: clean.utf8.prefix(Self.longestComplaint), as: UTF8.self), isError: true)
    }
  }

  private static func result(_ text: String, isError: Bool) -> JSONObject {
    ["content": [["type": "text", "text": .string(text)]], "isError": .bool(isError)]
  }
}
