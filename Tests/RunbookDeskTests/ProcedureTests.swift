import Findings
import JSON
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts
import TestDoor
import Testing

@testable import DriftChecks

struct ProcedureTests {
  private static let text = """
    ## Clean the cache
    1. Look at it: `ls /var/cache/app`
    2. Tell the others
    3. Remove it: `rm -r /var/cache/app`
    """

  private func desk(_ text: String, _ door: TestDoor) throws -> Desk {
    let hands = NoHands()
    let server = ExampleServer.healthy.recorded
    let executor = Executor(
      server: server, actuator: hands, journal: Quiet(), locks: hands, digests: TestDigests(), pause: { _ in }
    )
    return try Desk(source: MemorySource(text: text), server: server, executor: executor, door: door.door)
  }

  private struct Quiet: Journal {
    func append(_ record: JSONObject) async throws(Fault) {}
  }

  @Test func stepsAreOperationsOrAPersons() async throws {
    let door = TestDoor()
    let offers = try await door.trust(desk(Self.text, door)).procedures()
    let offer = try #require(offers.first)
    #expect(offers.count == 1 && offer.name == "clean-the-cache" && offer.effect == .destroys)
    #expect(offer.steps.map { $0.commands.compactMap(\.operation).count } == [1, 0, 1])
    #expect(offer.steps.map(\.text).first == "Look at it: ls /var/cache/app")
  }

  /// The same words are stated for this machine, for another one and in another folder.
  @Test func aStepRunsWhatItsOwnPlaceStates() async throws {
    let text = """
      ## Here

      ```sh
      systemctl restart shop
      cd /srv/a
      git pull
      ```

      ## There

      ### 1. Update it

      ```sh
      cd /srv/b
      git pull
      ```

      ### 2. Restart it

      ```sh
      ssh web
      systemctl restart shop
      ```

      ## Far

      ```sh
      ssh web <<'EOF'
      git pull
      systemctl restart shop
      systemctl status shop
      EOF
      ```
      """
    let door = TestDoor()
    let desk = try await door.trust(desk(text, door))
    let offers = await desk.procedures()
    let there = try #require(offers.first { $0.name == "there" })
    let pull = try #require(there.steps.first?.commands.first?.operation)
    #expect(desk.runbook.commands.first { $0.name == pull }?.source.range.line == 15, "\(there)")
    #expect(there.steps.last?.commands.compactMap(\.operation) == [])
    let far = try #require(offers.first { $0.name == "far" })
    #expect(far.steps.count == 3 && far.steps.allSatisfy { $0.commands.isEmpty })
  }

  @Test func nothingBeforeTrustAndNothingThatWasChangedSince() async throws {
    let door = TestDoor()
    #expect(try await desk(Self.text, door).procedures().isEmpty)
    _ = try await door.trust(desk(Self.text, door))
    #expect(try await desk(Self.text + "\n\nA remark.\n", door).procedures().count == 1)
    let edited = Self.text.replacing("rm -r /var/cache/app", with: "rm -r /var/lib/app")
    #expect(try await desk(edited, door).procedures().isEmpty)
    let reordered =
      "## Clean the cache\n1. Remove it: `rm -r /var/cache/app`\n2. Look at it: `ls /var/cache/app`\n"
    #expect(try await desk(reordered, door).procedures().isEmpty)
  }
}
