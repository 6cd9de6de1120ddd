import JSON
import Testing

/// What stands before a model's eyes all the time is short and says all.
@Suite struct CatalogTests {
  static func size(_ tools: [JSON]) -> Int { JSON.object(["tools": .array(tools)]).text().utf8.count }

  @Test func theDemosListIsShort() async throws {
    let tools = try await Runbooks.tools(Runbooks.demo())
    #expect(tools.count <= 14)
    #expect(Self.size(tools) <= 12_000, "\(Self.size(tools)) bytes")
  }

  @Test func aLargeRunbooksListIsShort() async throws {
    let tools = try await Runbooks.tools(Runbooks.large)
    #expect(tools.count <= 14)
    #expect(Self.size(tools) <= 20_000, "\(Self.size(tools)) bytes")
  }
}
