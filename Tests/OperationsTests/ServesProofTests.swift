import ServerFacts
import Testing

@testable import Operations

struct ServesProofTests {
  private static let proof = ServesProof(.supervisord("site-luci"), port: 3004)

  /// Judges a start after which the server looks as the script says.
  private static func judge(
    _ script: [Stage.Moment], from before: Picture = .up, _ proof: ServesProof = proof
  ) async -> (outcome: ProofOutcome, seconds: Int) {
    let stage = Stage(before)
    let baseline = await proof.baseline(stage)
    stage.play(script)
    let outcome = await proof.judge(stage, since: baseline, pause: { stage.pause($0) })
    return (outcome, stage.clock / 1000)
  }

  private static func verdict(_ outcome: ProofOutcome) -> ProofOutcome.Verdict? {
    if case .failed(let verdict, _) = outcome { verdict } else { nil }
  }

  @Test func proved() async {
    let (outcome, seconds) = await Self.judge([
      .init(0, .down("STARTING")), .init(1200, .running(900) { $0.log = "listening\nfine\nError: x\n" }),
    ])
    guard case .proved(let text, let errors) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(
      text == "site-luci: up and proved: pid 812 → 900, listening on 3004 after 1.2 s, 1 error line since")
    #expect(errors?.text.lines == ["Error: x"] && errors?.count == 1 && errors?.text.isTruncated == false)
    #expect(seconds == 6)
  }

  /// A program that talks much is cut, and one that says what it should not is not repeated.
  @Test func errorsAreCutAndClean() async {
    let lines = (1...300).map { "Error \($0) TOKEN=abcdefghijkl \u{1B}[31mred" }.joined(separator: "\n")
    let (outcome, _) = await Self.judge([.init(0, .running(900) { $0.log = "listening\n\(lines)\n" })])
    guard case .proved(let text, let errors?) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(text.hasSuffix("300 error lines since") && errors.count == 300)
    #expect(errors.text.lines.count == 100 && errors.text.isTruncated)
    #expect(errors.text.lines.last?.hasPrefix("Error 300 TOKEN=•••") == true)
    #expect(errors.text.lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("abcdefghijkl") })
  }

  @Test func aChildMayHoldThePort() async {
    let picture = Picture.running(900) {
      $0.processes.append(RunningProcess(pid: 901, parent: 900, uid: 1000, name: "node", startTicks: 9))
      $0.listeners[0].pids = [901]
    }
    let (outcome, _) = await Self.judge([.init(0, picture)])
    #expect(outcome.text.hasPrefix("site-luci: up and proved: pid 812 → 900"), "\(outcome)")
  }

  @Test func withoutAPort() async {
    let proof = ServesProof(.supervisord("site-luci"), port: nil)
    let (outcome, seconds) = await Self.judge([.init(0, .running(900) { $0.listeners = [] })], proof)
    #expect(
      outcome.text == "site-luci: up and proved: pid 812 → 900, 0 error lines since" && seconds == 5)
  }

  @Test func diesAfterThreeSeconds() async {
    let (outcome, seconds) = await Self.judge([.init(0, .running(900)), .init(3000, .down("STARTING"))])
    #expect(Self.verdict(outcome) == .crashLoop && seconds == 3, "\(outcome)")
    let (exited, _) = await Self.judge([.init(0, .running(900)), .init(3000, .down("EXITED"))])
    #expect(Self.verdict(exited) == .crashLoop, "\(exited)")
  }

  @Test func isReplacedAfterThreeSeconds() async {
    let (outcome, _) = await Self.judge([.init(0, .running(900)), .init(3000, .running(901))])
    #expect(
      outcome == .failed(.crashLoop, "pid 900 was replaced by 901, 3.0 s after it had come up"), "\(outcome)")
  }

  @Test func exitsTooQuickly() async {
    let text = "Exited too quickly (process log may have details)"
    let (outcome, _) = await Self.judge([.init(0, .down("BACKOFF", text)), .init(4000, .down("FATAL", text))])
    #expect(outcome == .failed(.crashLoop, Told("site-luci is FATAL", untrusted: text)), "\(outcome)")
  }

  @Test func cannotBeSpawned() async {
    let (outcome, _) = await Self.judge([.init(0, .down("FATAL", "can't find command '/no'"))])
    #expect(
      outcome == .failed(.spawnError, Told("site-luci is FATAL", untrusted: "can't find command '/no'")),
      "\(outcome)")
    let (backoff, seconds) = await Self.judge([.init(0, .down("BACKOFF", "couldn't chdir to /x: ENOENT"))])
    #expect(Self.verdict(backoff) == .spawnError && seconds == 30, "\(backoff)")
  }

  @Test func aStrangerHoldsThePort() async {
    let stranger = RunningProcess(pid: 990, parent: 1, uid: 1000, name: "python3", startTicks: 3)
    let (running, _) = await Self.judge([
      .init(
        0,
        .running(900) {
          $0.processes.append(stranger)
          $0.listeners[0].pids = [990]
        })
    ])
    #expect(
      running
        == .failed(
          .wrongListener,
          Told(
            "port 3004 is held by pid 990, which is not site-luci after 30 s",
            untrusted: "pid 990 is called python3")),
      "\(running)")
    var fatal = Picture.down("FATAL", "Exited too quickly (process log may have details)")
    fatal.processes.append(stranger)
    fatal.listeners.append(Listener(address: "::", port: 3004, pids: [990]))
    let (outcome, _) = await Self.judge([.init(0, fatal)])
    #expect(Self.verdict(outcome) == .wrongListener, "\(outcome)")
  }

  @Test func doesNotListen() async {
    let (outcome, seconds) = await Self.judge([.init(0, .running(900) { $0.listeners.removeFirst() })])
    #expect(
      outcome
        == .failed(.notListening, "site-luci (pid 900) runs and does not listen on 3004 after 30 s"),
      "\(outcome)")
    #expect(seconds == 30)
  }

  @Test(arguments: [500, 502, 503]) func answersWithAnError(_ status: Int) async {
    let (outcome, _) = await Self.judge([.init(0, .running(900) { $0.status = status })])
    #expect(outcome == .failed(.unhealthy, "port 3004 answers \(status) after 30 s"), "\(outcome)")
  }

  @Test(arguments: [200, 301, 401, 404]) func answers(_ status: Int) async {
    let (outcome, _) = await Self.judge([.init(0, .running(900) { $0.status = status })])
    #expect(Self.verdict(outcome) == nil && outcome.text.contains("up and proved"), "\(outcome)")
  }

  @Test func givesNoAnswer() async {
    let (outcome, _) = await Self.judge([.init(0, .running(900) { $0.status = nil })])
    #expect(Self.verdict(outcome) == .unhealthy, "\(outcome)")
  }

  @Test func isStillTheOldProcess() async {
    let (outcome, _) = await Self.judge([.init(0, .up)])
    #expect(
      Self.verdict(outcome) != nil && outcome.text.contains("site-luci was not restarted"), "\(outcome)")
  }

  @Test func nothingIsSeen() async {
    let blind = Picture.with {
      $0.isSupervisorSeen = false
      $0.isProcessTableSeen = false
    }
    let (outcome, seconds) = await Self.judge([.init(0, blind)], from: blind)
    #expect(outcome == .unknown("the process table cannot be seen") && seconds == 30, "\(outcome)")
  }

  @Test func withoutSupervisorTheProcessTableIsAsked() async {
    func blind(_ picture: Picture) -> Picture {
      var picture = picture
      picture.isSupervisorSeen = false
      return picture
    }
    let (outcome, _) = await Self.judge([.init(0, blind(.running(900)))], from: blind(.up))
    #expect(outcome.text.hasPrefix("site-luci: up and proved: pid 812 → 900"), "\(outcome)")
    #expect(outcome.text.hasSuffix("supervisord itself cannot be seen from this account"))
    var hidden = blind(.up)
    hidden.listeners[0].pids = []
    let (unknown, _) = await Self.judge([.init(0, hidden)], from: hidden)
    #expect(unknown == .unknown("who listens on 3004 cannot be seen from this account"), "\(unknown)")
  }

  @Test func nginxHasNewWorkers() async {
    let new = Picture.with { $0.processes[2].pid = 702 }
    for (script, isProved) in [
      ([Stage.Moment(0, .up), Stage.Moment(500, new)], true), ([Stage.Moment(0, .up)], false),
      (
        [
          Stage.Moment(
            0,
            .with {
              $0.processes[2].pid = 702; $0.listeners.removeLast()
            })
        ], false
      ),
      ([Stage.Moment(0, .with { $0.processes.removeLast(2) })], false),
    ] {
      let stage = Stage(.up)
      let baseline = await NginxReloadedProof.baseline(stage)
      stage.play(script)
      let outcome = await NginxReloadedProof.judge(stage, since: baseline, pause: { stage.pause($0) })
      if isProved {
        #expect(outcome == .proved("nginx: reloaded and proved: 1 new workers"))
      } else {
        #expect(Self.verdict(outcome) != nil)
      }
    }
  }
}
