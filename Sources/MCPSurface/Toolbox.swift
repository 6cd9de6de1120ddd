import JSON
import Operations
import RunbookDesk

/// Serves what a client asks of the runbook: the methods that are the same on every transport and in every era.
struct Toolbox: Sendable {
  /// What both introductions declare.
  static let capabilities: JSONObject = [
    "tools": ["listChanged": false], "resources": [:], "prompts": [:], "completions": [:],
  ]

  let desk: @Sendable () async throws -> Desk

  /// Throws an `RPCError` for what is no such method and for parameters that are none.
  func result(
    _ method: String, _ params: JSONObject, _ context: CallContext
  ) async throws -> MethodResult {
    switch method {
    case "tools/list": try await list(params, context)
    case "tools/call": MethodResult(try await call(params, context))
    case "resources/list": try await Resources.list(opened(), params, context.revision)
    case "resources/templates/list": try Resources.templates(params, context.revision)
    case "resources/read": try await Resources.read(opened(), params, context.revision)
    case "prompts/list": try Prompts.list(params, context.revision)
    case "prompts/get": try await Prompts.get(opened(), params)
    case "completion/complete": try await Completion.complete(opened(), params)
    default: throw RPCError.unknown(method)
    }
  }

  private func opened() async -> Result<Desk, any Error> {
    do { return .success(try await desk()) } catch { return .failure(error) }
  }

  /// Without a runbook the tools are still there, only without its names: a call then tells what is wrong.
  private func list(_ params: JSONObject, _ context: CallContext) async throws -> MethodResult {
    let offers = await Offer.all(try? opened().get(), upTo: context.strongest)
    let tools = ToolCatalog.tools(offers, upTo: context.strongest)
    return try Page(params, of: "tools").result(tools.map { $0.json(context.revision) })
  }

  /// An unknown tool is an error of the protocol; whatever a model can mend is a result (SEP-1303,
  /// 2025-11-25).
  private func call(_ params: JSONObject, _ context: CallContext) async throws -> JSONObject {
    guard let name = params["name"]?.asString else {
      throw RPCError(.invalidParams, "tools/call needs name, a string")
    }
    guard let arguments = (params["arguments"] ?? [:]).asObject else {
      throw RPCError(.invalidParams, "arguments must be an object")
    }
    let opened = await opened()
    // What a runbook offers takes far longer to find than what it says.
    var offers: [Offer] = []
    let tool: Tool
    if let fixed = ToolCatalog.fixed(name, upTo: context.strongest) {
      tool = fixed
    } else {
      offers = await Offer.all(try? opened.get(), upTo: context.strongest)
      tool = try Self.find(name, ToolCatalog.tools(offers, upTo: context.strongest), offers)
    }
    let answer: ToolAnswer
    switch opened {
    case .failure(let error as Unavailable): answer = ToolAnswer(error)
    case .failure(let error): throw error
    case .success(let desk):
      if let complaint = tool.complaint(about: arguments) {
        answer = .complaint(complaint)
      } else {
        answer = try await ToolCall(
          tool: tool, arguments: arguments, offers: offers, desk: desk, context: context
        ).answer()
      }
    }
    return answer.result(context.revision)
  }

  private static func find(_ name: String, _ tools: [Tool], _ offers: [Offer]) throws(RPCError) -> Tool {
    if let tool = tools.first(where: { $0.name == name }) { return tool }
    let way = offers.named(name).map { "; \($0.card.name) is run by \($0.tool)" } ?? ""
    throw RPCError(
      .invalidParams, "unknown tool: \(Quoted.text(name))\(way)",
      detail: ["accepted": .array(tools.map { .string($0.name) })])
  }
}
