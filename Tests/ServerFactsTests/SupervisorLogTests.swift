import Testing

@testable import ServerFacts

struct SupervisorLogTests {
  /// 2026-11-28T17:10:00Z
  static let written = 1_795_885_800

  private func deaths(_ lines: String, written: Int = written) -> [String] {
    SupervisorLog.deaths(lines, written: written).map { "\($0.program) \($0.seconds - Self.written)" }
  }

  /// Lines of supervisord 4.2.5, the clock of whose machine is an hour ahead.
  @Test func countsWhatDiedByItself() {
    #expect(
      deaths(
        """
        2026-11-28 18:03:45,104 INFO spawned: 'site-luci' with pid 134
        2026-11-28 18:03:47,234 INFO success: site-luci entered RUNNING state, process has stayed up for > than 2 seconds (startsecs)
        2026-11-28 18:05:00,001 WARN exited: site-luci (terminated by SIGKILL; not expected)
        2026-11-28 18:05:01,001 INFO spawned: 'site-luci' with pid 140
        2026-11-28 18:05:02,001 WARN exited: site-luci (exit status 1; not expected)
        2026-11-28 18:05:05,001 INFO success: site-luci entered RUNNING state, process has stayed up for > than 2 seconds (startsecs)
        2026-11-28 18:09:00,001 INFO exited: site-luci (exit status 0; expected)
        2026-11-28 18:10:00,001 INFO spawned: 'site-luci' with pid 141
        """) == ["site-luci -300"])
  }

  @Test func forgetsWhatAnOperatorEnded() {
    let death = "2026-11-28 17:05:00,001 WARN exited: a (exit status 1; not expected)\n"
    #expect(deaths(death + "2026-11-28 17:10:00,000 INFO reaped unknown pid 9\n") == ["a -300"])
    for end in [
      "INFO waiting for a to stop", "INFO stopped: a (terminated by SIGTERM)",
      "INFO gave up: a entered FATAL state, too many start retries too quickly",
      "INFO supervisord started with pid 129",
    ] {
      #expect(deaths(death + "2026-11-28 17:10:00,000 \(end)\n") == [], "\(end)")
    }
    #expect(deaths("") == [])
    #expect(deaths("Traceback (most recent call last):\n  File \"x\"\n") == [])
  }
}

struct LoadedProgramsTests {
  /// As supervisord 4.2.5 answers `getAllConfigInfo`, some members left out.
  @Test func readsWhatIsLoaded() async {
    let xml = """
      <?xml version='1.0'?>
      <methodResponse>
      <params>
      <param>
      <value><array><data>
      <value><struct>
      <member>
      <name>autostart</name>
      <value><boolean>1</boolean></value>
      </member>
      <member>
      <name>directory</name>
      <value><string>none</string></value>
      </member>
      <member>
      <name>uid</name>
      <value><string>none</string></value>
      </member>
      <member>
      <name>command</name>
      <value><string>/bin/x &amp;</string></value>
      </member>
      <member>
      <name>exitcodes</name>
      <value><array><data>
      <value><int>0</int></value>
      <value><int>2</int></value>
      </data></array></value>
      </member>
      <member>
      <name>group</name>
      <value><string>g</string></value>
      </member>
      <member>
      <name>inuse</name>
      <value><boolean>0</boolean></value>
      </member>
      <member>
      <name>name</name>
      <value><string>a</string></value>
      </member>
      <member>
      <name>stdout_logfile</name>
      <value><string>auto</string></value>
      </member>
      </struct></value>
      </data></array></value>
      </param>
      </params>
      </methodResponse>
      """
    let server = RecordedServer(
      at: Instant(seconds: 0),
      looks: [
        .text(path: SupervisorSocket.configuration): .seen(.absent),
        .supervisor(socket: SupervisorSocket.debianDefault, call: .allConfigurations): .seen(.text(xml)),
      ])
    let wanted = LoadedProgram(
      name: "g:a", command: "/bin/x &", settings: ["autostart": "true", "exitcodes": "0,2"], isInUse: false)
    #expect(await LoadedPrograms().ask(server) == .seen([wanted]))
  }
}
