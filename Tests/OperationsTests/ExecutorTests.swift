import Findings
import JSON
import Findings
import JSON
import Operations
import RunbookModel
import RunbookModel
import ServerFacts
import Testing

struct ExecutorTests {
  private static let stop = "supervisord stop site-luci (/var/run/supervisor.sock)"
  private static let start = "supervisord start site-luci (/var/run/supervisor.sock)"
  private static let stopped = [Stage.Moment(0, .down("STOPPED"))]

  private static func restart(on stage: Stage) async throws -> Execution {
    await stage.run(try await Ops.plan("restart-service", ["luci"], stage))
  }

  @Test func journalsAndProvesInOrder() async throws {
    let stage = Stage(
      .up,
      effects: [
        Self.stop: Self.stopped, Self.start: [.init(0, .down("STARTING")), .init(1000, .running(900))],
      ])
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .done && execution.fault == nil && execution.compensations.isEmpty)
    #expect(execution.steps.map(\.status) == [.done, .done])
    #expect(
      execution.steps.last?.text.hasPrefix("site-luci: up and proved: pid 812 → 900") == true,
      "\(execution.steps)")
    #expect(
      stage.events == [
        "lock service/luci", "begin", "deed stop site-luci", "perform \(Self.stop)", "proof stop site-luci",
        "deed start site-luci", "perform \(Self.start)", "proof start site-luci", "end done", "release",
      ])
    #expect(Set(stage.records.map { $0["id"]?.asString }) == [Stage.id] && execution.id == Stage.id)
    #expect(stage.records.first?["digest"]?.asString == execution.digest)
    #expect(stage.records.first?["actor"] == "test")
  }

  /// What the service has logged since is told with its start, whether it serves or not, and is kept.
  @Test(arguments: [true, false]) func errorsOfTheLogAreTold(serves: Bool) async throws {
    let log = "listening\nError: no such table\nfine\n"
    let after: Picture =
      serves
      ? .running(900) { $0.log = log }
      : .with {
        $0 = .down("FATAL", "Exited too quickly")
        $0.log = log
      }
    let stage = Stage(.up, effects: [Self.stop: Self.stopped, Self.start: [.init(0, after)]])
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == (serves ? .done : .failed))
    #expect(execution.steps.map { $0.errors?.text.lines } == [nil, ["Error: no such table"]])
    let kept = try #require(Execution(kept: .object(execution.kept)))
    #expect(kept.steps == execution.steps)
  }

  /// Whoever waited for it may go: what was begun is done to its end, and proved.
  @Test func whatHasBegunIsNotCancelled() async throws {
    let stage = Stage(
      .up, effects: [Self.stop: Self.stopped, Self.start: [.init(0, .running(900))]])
    let plan = try await Ops.plan("restart-service", ["luci"], stage)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await stage.run(plan)
    }
    let execution = await task.value
    #expect(execution.outcome == .done && execution.steps.map(\.status) == [.done, .done])
    #expect(stage.events.last == "release" && stage.events.contains("end done"))
  }

  @Test func aBusyLockDoesNothing() async throws {
    let stage = Stage(.up, isBusy: true)
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .refused && execution.fault?.kind == .busy)
    #expect(execution.steps.isEmpty && stage.events.isEmpty)
  }

  @Test func aFullJournalDoesNothing() async throws {
    let stage = Stage(.up, fullJournalFrom: 1)
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .refused && execution.fault?.kind == .io && execution.steps.isEmpty)
    #expect(stage.events == ["lock service/luci", "release"])
  }

  @Test func noDeedWithoutItsRecord() async throws {
    let stage = Stage(.up, fullJournalFrom: 2)
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .failed && execution.fault != nil)
    #expect(execution.steps.map(\.status) == [.failed])
    #expect(!stage.events.contains { $0.hasPrefix("perform") }, "\(stage.events)")
  }

  /// begin, deed, perform, proof — then the journal is full: the second deed is not done, and what was stopped is
  /// started again all the same.
  @Test func aJournalThatFillsUpStopsTheRest() async throws {
    let stage = Stage(
      .up, effects: [Self.stop: Self.stopped, Self.start: [.init(0, .running(900))]], fullJournalFrom: 4)
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .failed && execution.fault != nil)
    #expect(execution.steps.map(\.status) == [.done, .failed])
    #expect(execution.compensations.map(\.status) == [.done])
    #expect(
      stage.events.filter { $0.hasPrefix("perform") } == ["perform \(Self.stop)", "perform \(Self.start)"])
  }

  @Test func stopsAtTheFirstFailure() async throws {
    let stage = Stage(.up, faults: [Self.stop: Fault(.unavailable, "supervisord is gone")])
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .failed && execution.compensations.isEmpty)
    #expect(execution.steps.map(\.text) == ["supervisord is gone"])
    #expect(stage.events.filter { $0.hasPrefix("perform") } == ["perform \(Self.stop)"])
    #expect(stage.events.suffix(2) == ["end failed", "release"])
  }

  @Test func aStopThatIsNoneFails() async throws {
    let stage = Stage(.up)
    let execution = try await Self.restart(on: stage)
    #expect(execution.steps.map(\.status) == [.failed])
    #expect(execution.steps.first?.text.contains("site-luci is still RUNNING") == true)
  }

  @Test func compensatesAndProvesIt() async throws {
    let stage = Stage(
      .up, effects: [Self.stop: Self.stopped, Self.start: [.init(0, .down("FATAL", "can't find command"))]])
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .failed)
    #expect(
      execution.steps.map(\.status) == [.done, .failed] && execution.steps.last?.verdict == .spawnError)
    #expect(execution.compensations.map(\.summary) == ["start site-luci"])
    #expect(execution.compensations.map(\.status) == [.failed])
    #expect(stage.events.suffix(5).first == "deed start site-luci", "\(stage.events)")
  }

  @Test func compensationsRunBackwards() async throws {
    let undo = { (name: String) in Step("undo \(name)", .run(Words("/bin/undo", [name])), effect: .interrupts)
    }
    let steps = ["a", "b", "c"].map {
      Step("do \($0)", .run(Words("/bin/do", [$0])), effect: .interrupts, compensation: [undo($0)])
    }
    let plan = Plan(operation: "test", subject: .init("service", "luci"), source: nil, steps: steps)
    let stage = Stage(.up, statuses: ["/bin/do c": 3, "/bin/undo b": 1])
    let execution = await stage.run(plan)
    #expect(execution.outcome == .failed && execution.steps.map(\.status) == [.done, .done, .failed])
    #expect(execution.steps.last?.text == "exit status 3")
    #expect(execution.compensations.map(\.summary) == ["undo b", "undo a"])
    #expect(execution.compensations.map(\.status) == [.failed, .done])
    #expect(
      stage.events.filter { $0.hasPrefix("perform") } == [
        "perform /bin/do a", "perform /bin/do b", "perform /bin/do c", "perform /bin/undo b",
        "perform /bin/undo a",
      ])
  }

  @Test func whatCannotBeSeenIsUnprovedAndNotUndone() async throws {
    let blind = Picture.with {
      $0.isSupervisorSeen = false
      $0.isProcessTableSeen = false
    }
    let stage = Stage(.up, effects: [Self.stop: Self.stopped, Self.start: [.init(0, blind)]])
    let execution = try await Self.restart(on: stage)
    #expect(execution.outcome == .unproved && execution.compensations.isEmpty)
    #expect(execution.steps.last?.status == .unproved && execution.steps.last?.verdict == .unknown)
  }

  @Test func aBrokenConfigurationIsNotReloaded() async throws {
    let stage = Stage(.up, statuses: ["/usr/sbin/nginx -t": 1])
    let execution = await stage.run(try await Ops.plan("reload-nginx", [], stage))
    #expect(execution.outcome == .failed)
    #expect(stage.events.filter { $0.hasPrefix("perform") } == ["perform /usr/sbin/nginx -t"])
  }

  @Test func observingTakesNoLockAndNoJournal() async throws {
    let stage = Stage(
      .with { $0.log = (1...9).map { "line \($0)\u{1B}[31m\n" }.joined().replacing("\u{1B}", with: "") })
    let log = await stage.run(try await Ops.plan("show-log", ["luci", "2"], stage))
    guard case .log(let text)? = log.steps.first?.shown else {
      Issue.record("no log: \(log)")
      return
    }
    #expect(text.lines == ["line 8[31m", "line 9[31m"] && text.isTruncated)
    let status = await stage.run(try await Ops.plan("service-status", [], stage))
    guard case .services(let lines)? = status.steps.first?.shown else {
      Issue.record("no status: \(status)")
      return
    }
    #expect(lines.map(\.state) == ["RUNNING", "unknown to supervisord"])
    #expect(lines.map(\.isListening) == [true, nil] && lines.first?.uptime == 60)
    #expect(stage.events.isEmpty)
    let blind = Stage(.with { $0.isSupervisorSeen = false })
    let unseen = await blind.run(try await Ops.plan("service-status", [], blind))
    #expect(unseen.outcome == .failed && unseen.steps.map(\.status) == [.failed])
  }
}
