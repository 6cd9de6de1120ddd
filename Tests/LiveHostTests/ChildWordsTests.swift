import Glibc
import Operations
import Testing

@testable import LiveHost

/// What a deed finds around it, what it says, and what is told when it cannot be started.
@Suite(.serialized) struct ChildWordsTests {
  private func fault(_ words: [String], directory: String = "/") throws -> String {
    let kept = #expect(throws: Fault.self) {
      try ChildProcess.runKept(words: words, environment: [:], directory: directory, seconds: 5)
    }
    let plain = #expect(throws: Fault.self) {
      try ChildProcess.run(words: words, environment: [:], directory: directory, seconds: 5)
    }
    #expect(kept == plain)
    return try #require(kept).text
  }

  @Test func whatCannotBeStartedIsToldWithItsReason() throws {
    let folder = try TemporaryFolder()
    try folder.write("plain", "#!/bin/sh\n")
    try folder.write("stray", "#!/nowhere/sh\n", mode: 0o700)
    try folder.write("prose", "no program at all\n", mode: 0o700)
    let path = folder.path
    #expect(try fault([path]) == "\(path): Is a directory (errno 21)")
    #expect(try fault(["\(path)/plain"]) == "\(path)/plain: Permission denied (errno 13)")
    #expect(try fault(["\(path)/absent"]) == "\(path)/absent: No such file or directory (errno 2)")
    #expect(try fault(["\(path)/plain/x"]) == "\(path)/plain/x: Not a directory (errno 20)")
    #expect(
      try fault(["\(path)/stray"])
        == "\(path)/stray: No such file or directory (errno 2): its interpreter is not there")
    #expect(try fault(["\(path)/prose"]) == "\(path)/prose: Exec format error (errno 8)")
    let long = String(repeating: "x", count: 3_000_000)
    #expect(try fault(["/bin/true", long]) == "/bin/true: Argument list too long (errno 7)")
    #expect(try fault(["/bin/true", "a\0b"]) == "/bin/true: a word holds a NUL")
    #expect(
      try fault(["/bin/true"], directory: "\(path)/absent")
        == "\(path)/absent: No such file or directory (errno 2)")
  }

  @Test func itFindsThreeDescriptorsAndNoMore() async throws {
    let list =
      "opendir my $d, '/proc/self/fd'; my $own = fileno $d; "
      + "print join ' ', map { \"$_ \" . readlink \"/proc/self/fd/$_\" } grep { /^\\d+$/ && $_ != $own } readdir $d"
    let said = try await Trap(perl: list).spring(seconds: 30).output
    #expect(
      said.replacing(#/\[\d+\]/#, with: "") == "0 /dev/null 1 pipe: 2 pipe:", "\(said)")
  }

  @Test func itHasASessionAMaskAndNoCore() async throws {
    let trap = Trap(shell: "umask; pwd; ulimit -c; cut -d' ' -f6 /proc/$$/stat; echo $$")
    let lines = try await trap.spring(seconds: 30).output.split(separator: "\n")
    #expect(lines.count == 5 && lines.prefix(3) == ["0077", "/", "0"], "\(lines)")
    #expect(lines.count == 5 && lines[3] == lines[4])
  }

  @Test func itHasNoTerminalAndNothingToRead() async throws {
    let tty = try await Trap(
      perl: "open(my $t, '+<', '/dev/tty') ? print 'open' : print $!{ENXIO} ? 'none' : $!"
    )
    .spring(seconds: 30)
    #expect(tty.output == "none")
    let reads = try await Trap(perl: "my @lines = <STDIN>; print scalar @lines").spring(seconds: 30)
    #expect(reads.output == "0" && reads.result.status == 0)
  }

  @Test func whatItSaysBeforeItEndsIsHeardToTheEnd() async throws {
    for _ in 0..<20 {
      let sprung = try await Trap(
        perl: "syswrite STDOUT, 'x' x 65000; syswrite STDERR, 'y' x 65000; kill KILL => $$"
      )
      .spring(seconds: 30)
      #expect(sprung.result.output.count == 65_000 && sprung.result.errors.count == 65_000)
      #expect(sprung.result.status == 137)
    }
  }

  @Test func bytesThatAreNoTextAreShown() async throws {
    let actuator = LiveActuator(threads: Threads())
    let deed = Deed.run(Words("/usr/bin/printf", ["a\\0b\\377c\\033[2J\\n"], seconds: 5))
    let outcome = try await actuator.perform(deed)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("a") && outcome.output.contains("b") && outcome.output.contains("c"))
    #expect(!outcome.output.unicodeScalars.contains { $0.value == 0 || $0.value == 0x1B })
    #expect(outcome.output.contains("\\xFF") || outcome.output.contains("\\xff"), "\(outcome.output)")
  }

  @Test func aLateDeedIsAFaultThatSaysWhatItSaid() async throws {
    let actuator = LiveActuator(threads: Threads())
    let fault = await #expect(throws: Fault.self) {
      try await actuator.perform(
        .run(Words("/usr/bin/perl", ["-e", "$| = 1; print 'so far'; sleep 60"], seconds: 1)))
    }
    #expect(fault?.kind == .timeout)
    #expect(fault?.text == "/usr/bin/perl: ended after 1 s" && fault?.said == "so far")
  }

  @Test func aFloodStaysSmall() async throws {
    let gigabytes = NastyChildTests.isPatient ? 10 : 1
    // Other suites may run beside this one, but not with `make nasty`.
    let limit = NastyChildTests.isPatient ? 64 : 256
    OwnMemory.forgetPeak()
    let before = try OwnMemory.kibibytes("VmRSS")
    let start = Milliseconds.now()
    let sprung = try await Trap(words: ["/usr/bin/head", "-c", "\(gigabytes)G", "/dev/zero"]).spring(
      seconds: 120)
    let growth = (try OwnMemory.kibibytes("VmHWM") - before) / 1024
    print("flood: \(gigabytes) GiB in \(Milliseconds.now() - start) ms, \(growth) MiB more")
    #expect(sprung.result.status == 0 && sprung.result.truncated)
    #expect(sprung.result.output.count < 262_200)
    #expect(growth < limit)
  }

  @Test func noDescriptorIsLeft() async throws {
    let before = try FileLooks.names(in: "/proc/self/fd").count
    for _ in 0..<60 { _ = try await Trap(words: ["/bin/true"]).spring() }
    for _ in 0..<60 { _ = try? await Trap(words: ["/nowhere"]).spring() }
    // Other suites run beside this one.
    #expect(try FileLooks.names(in: "/proc/self/fd").count < before + 30)
  }

  @Test(.enabled(if: NastyChildTests.isPatient, "make nasty")) func times() throws {
    func milliseconds(_ run: () throws -> ChildResult) throws -> Double {
      let start = Milliseconds.now()
      for _ in 0..<1000 { _ = try run() }
      return Double(Milliseconds.now() - start) / 1000
    }
    let words = ["/bin/true"]
    let plain = try milliseconds { try ChildProcess.run(words: words, environment: [:], seconds: 5) }
    let kept = try milliseconds { try ChildProcess.runKept(words: words, environment: [:], seconds: 5) }
    print("1000 children: \(plain) ms each, below a keeper \(kept) ms each")
    #expect(plain < 5 && kept < 30)
  }
}
