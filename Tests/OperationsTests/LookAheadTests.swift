import Operations
import ServerFacts
import Testing

/// What is asked before anybody needs it.
struct LookAheadTests {
  private actor NotingServer: Server {
    private(set) var looks: [Look] = []

    func look(_ look: Look) async -> Observation<Seen> {
      looks.append(look)
      await Task.yield()
      return .seen(.absent)
    }

    func now() async -> Instant { Instant(seconds: 0) }
  }

  @Test(arguments: [false, true]) func isNotAskedAgain(_ isForChange: Bool) async {
    let server = NotingServer(), facts = Facts(server)
    await facts.lookAheadAtServices(isForChange: isForChange)
    let socket = SupervisorSocket.debianDefault
    var expected: Set<Look> = [
      .text(path: SupervisorSocket.configuration), .supervisor(socket: socket, call: .allProcesses),
      .processTable,
    ]
    if isForChange { expected.insert(.supervisor(socket: socket, call: .allConfigurations)) }
    let looks = await server.looks
    #expect(looks.first == .text(path: SupervisorSocket.configuration))
    #expect(Set(looks) == expected && looks.count == expected.count, "\(looks)")
    _ = await facts.ask(SupervisedPrograms())
    _ = await Processes().ask(facts.server)
    #expect(await server.looks.count == looks.count)
  }
}
