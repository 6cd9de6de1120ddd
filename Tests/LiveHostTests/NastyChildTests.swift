import Glibc
import Testing

@testable import LiveHost

/// Deeds that do not want to end. Each sets another trap; nobody survives, and nobody waits for long. One
/// after the other, since suites beside this one measure times.
@Suite(.serialized) struct NastyChildTests {
  static let isRoot = geteuid() == 0
  /// `make nasty`: the whole flood, the whole grace, and times.
  static let isPatient = getenv("RUNBOOK_NASTY") != nil

  /// What hangs is ended at its deadline of 1 s and leaves nobody.
  private func isEnded(_ trap: Trap, location: SourceLocation = #_sourceLocation) async throws {
    let sprung = try await trap.spring()
    #expect(sprung.result.timedOut && !sprung.result.leftRunning, sourceLocation: location)
    #expect(sprung.survivors.isEmpty, sourceLocation: location)
    #expect((990..<10_000).contains(sprung.milliseconds), sourceLocation: location)
  }

  @Test func ignoresEverySignal() async throws {
    try await isEnded(Trap(perl: "$SIG{$_} = 'IGNORE' for qw(TERM HUP INT QUIT USR1 PIPE); sleep 60 while 1"))
  }

  @Test func endsOnlyWhenAskedToHangUp() async throws {
    try await isEnded(Trap(shell: "trap '' INT TERM; trap 'exit 0' HUP; while :; do sleep 1; done"))
  }

  @Test func daemonisesAndStays() async throws {
    let daemon = "unless (fork) { setsid; unless (fork) { $SIG{TERM} = 'IGNORE'; sleep 60 while 1 } exit }"
    try await isEnded(Trap(perl: daemon + " sleep 60"))
  }

  @Test func daemonisesAWholeFamily() async throws {
    let family = "for (1..30) { unless (fork) { setsid; fork; setsid; fork; setsid; sleep 60 while 1 } }"
    try await isEnded(Trap(perl: "$SIG{TERM} = 'IGNORE'; " + family + " sleep 60 while 1"))
  }

  @Test func daemonisesWhenAskedToEnd() async throws {
    let escape = "unless (fork) { setsid; if (fork) { exit } setsid; sleep 60 while 1 } exit 0"
    try await isEnded(Trap(perl: "$SIG{TERM} = sub { \(escape) }; sleep 60 while 1"))
  }

  @Test func takesAGroupOfItsOwn() async throws {
    try await isEnded(Trap(perl: "unless (fork) { setpgrp(0, 0); sleep 60 while 1 } sleep 60"))
  }

  @Test func changesItsName() async throws {
    try await isEnded(
      Trap(
        perl:
          "$0 = '[kworker/0:1]'; $SIG{TERM} = 'IGNORE'; unless (fork) { setsid; $0 = '' } sleep 60 while 1"))
  }

  @Test func stopsItself() async throws {
    try await isEnded(Trap(perl: "kill STOP => $$; sleep 60"))
    try await isEnded(
      Trap(
        perl: "$SIG{TERM} = 'IGNORE'; $SIG{CONT} = sub { kill STOP => $$ }; kill STOP => $$; sleep 60 while 1"
      ))
  }

  @Test func closesItsOutputAndLivesOn() async throws {
    try await isEnded(Trap(perl: "close STDOUT; close STDERR; sleep 60"))
  }

  @Test func neverStopsTalking() async throws {
    try await isEnded(Trap(words: ["/usr/bin/yes"]))
  }

  @Test func runsOnInThreadsAndOtherRoots() async throws {
    try await isEnded(Trap(shell: "setsid -f sleep 60; nohup sleep 60 & setsid sleep 60"))
  }

  @Test(
    .enabled(if: isRoot, "needs root"),
    arguments: [
      "fork while 1", "1 while fork; setsid; sleep 60 while 1", "while (1) { unless (fork // 1) { setsid } }",
      "unless (fork) { while (1) { exit if fork; setsid } } sleep 60 while 1",
    ])
  func forksWithoutEnd(_ bomb: String) async throws {
    let trap = Trap(perl: bomb).bounded(isAlone: Self.isPatient)
    let sprung = try await trap.spring()
    #expect(sprung.survivors.isEmpty && !sprung.result.leftRunning)
    #expect(sprung.milliseconds < 10_000)
  }

  @Test(.enabled(if: isRoot, "needs root")) func forksWithoutEndInANamespace() async throws {
    var trap = Trap(perl: "while (1) { unless (fork // 1) { setsid } }").bounded(isAlone: Self.isPatient)
    trap.words = ["/usr/bin/unshare", "--pid", "--fork"] + trap.words
    try await isEnded(trap)
  }

  @Test func itsDaemonOutlivesAnEndInTime() async throws {
    let trap = Trap(shell: "setsid -f sleep 60; echo started")
    defer { trap.clear() }
    let sprung = try await trap.spring(seconds: 30)
    #expect(sprung.output == "started\n" && sprung.result.status == 0 && !sprung.result.timedOut)
    #expect(sprung.survivors.count == 1)
    #expect(sprung.milliseconds < 20_000)
  }

  @Test func aGrandchildHoldsThePipe() async throws {
    let trap = Trap(shell: "sleep 60 & echo hi; exit 7")
    defer { trap.clear() }
    let sprung = try await trap.spring(seconds: 30)
    #expect(sprung.output == "hi\n" && sprung.result.status == 7 && !sprung.result.leftRunning)
    #expect(sprung.milliseconds < 20_000)
  }

  /// Orphans that end while the deed still runs have a parent who takes note.
  @Test func leavesZombies() async throws {
    let orphans = "for (1..20) { unless (fork) { unless (fork) { exit } exit } } 1 while wait > 0; "
    let count =
      "select undef, undef, undef, 1; my $n = 0; my $parent = getppid; for (</proc/[0-9]*/stat>) "
      + "{ open my $f, '<', $_ or next; $n++ if <$f> =~ /\\) Z $parent / } print $n"
    let sprung = try await Trap(perl: orphans + count).spring(seconds: 30)
    #expect(sprung.output == "0" && sprung.result.status == 0 && sprung.survivors.isEmpty)
    // Its own zombies, whom it never waits for, go with it.
    let careless = try await Trap(perl: "for (1..20) { exit unless fork } print 'done'").spring(seconds: 30)
    #expect(careless.output == "done" && careless.survivors.isEmpty)
  }

  @Test func stopsWhoKeepsIt() async throws {
    let sprung = try await Trap(perl: "kill STOP => getppid; sleep 60 while 1").spring(grace: 100)
    #expect(sprung.result.timedOut && sprung.survivors.isEmpty)
    #expect(sprung.milliseconds < 14_000)
  }

  @Test func killsWhoKeepsIt() async throws {
    let trap = Trap(perl: "kill KILL => getppid; sleep 60 while 1")
    defer { trap.clear() }
    let sprung = try await trap.spring(seconds: 30)
    #expect(sprung.result.leftRunning && sprung.result.status == 137)
    #expect(sprung.milliseconds < 20_000)
  }

  @Test func aLookBesideItIsLeftAlone() async throws {
    let look = Trap(shell: "setsid sleep 2 & sleep 2; echo seen")
    async let seen = Threads().run {
      Result { try ChildProcess.run(words: look.words, environment: look.environment, seconds: 10) }
    }
    try await isEnded(Trap(shell: "setsid sleep 60 & sleep 60"))
    let result = try await seen.get()
    #expect(result.output == Array("seen\n".utf8) && result.status == 0)
  }

  @Test(.enabled(if: isPatient, "make nasty")) func theGraceIsFiveSeconds() async throws {
    let sprung = try await Trap(perl: "$SIG{TERM} = 'IGNORE'; sleep 60 while 1").spring(
      grace: ChildProcess.grace)
    #expect(sprung.survivors.isEmpty && (6000..<6500).contains(sprung.milliseconds))
  }
}
