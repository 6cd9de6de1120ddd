import Testing

@testable import ServerFacts

/// What supervisord 4.2.5 makes of the same texts: each expectation is the output of its own options.py.
struct SupervisorConfigurationTests {
  static func read(_ text: String, main: String = "[include]\nfiles=conf.d/*.conf\n") async
    -> Observation<SupervisorConfiguration.Fact>
  {
    let folder = "/etc/supervisor/conf.d", file = FileAttributes(kind: .file, mode: 0o644)
    return await SupervisorConfiguration().ask(
      RecordedServer(
        at: Instant(seconds: 0),
        looks: [
          .text(path: SupervisorSocket.configuration): .seen(.text(main)),
          .folder(path: folder): .seen(
            .folder(["a.conf", ".a.conf.swp", "a.conf~"].map { FolderEntry(name: $0, attributes: file) })),
          .text(path: folder + "/a.conf"): .seen(.text(text)),
        ]))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    /// `name command directory`, by name; nil where supervisord refuses the files.
    var programs: [String]?
    var environment: [String: String] = [:]
    var testDescription: String { text }

    /// - Parameter lines: what stands below `[program:a]` and `command=/bin/x`.
    static func lines(
      _ lines: String, _ programs: [String]? = ["a /bin/x"], _ environment: [String: String] = [:]
    )
      -> Case
    {
      Case(text: "[program:a]\ncommand=/bin/x\n" + lines, programs: programs, environment: environment)
    }
  }

  static let cases: [Case] = [
    Case(
      text: "[program:a]\ncommand=/bin/x ; c\ndirectory = /d#no ;yes\n", programs: ["a /bin/x /d#no"]),
    .lines(
      "environment=A=\"1\",B=2, C=\"x,y\" ,D='q'", ["a /bin/x"], ["A": "1", "B": "2", "C": "x,y", "D": "q"]),
    .lines("environment=A=http://h/p?x=1", ["a /bin/x"], ["A": "http://h/p", "x": "1"]),
    .lines("environment=A=\"1\" B=\"2\"", nil),
    .lines("environment=A=", nil),
    .lines("environment=A=\"1\",", ["a /bin/x"], ["A": "1"]),
    .lines("environment=A=\"1\",\n  B=\"2\"", ["a /bin/x"], ["A": "1", "B": "2"]),
    .lines("environment=A=\"unclosed", nil),
    .lines("environment=A=\"p%%q\",N=\"%(process_num)02d\"", ["a /bin/x"], ["A": "p%q", "N": "00"]),
    .lines("environment=A=x\"y\"z,B=\"q\"r", ["a /bin/x"], ["A": "x\"y\"z", "B": "q"]),
    .lines("environment=A=\"#1\",B=x#y", ["a /bin/x"], ["A": "#1", "B": "x"]),
    // Only supervisord knows its own environment, and a secret is masked: the others can be told.
    .lines("environment=A=\"%(ENV_HOME)s\",B=\"2\"", ["a /bin/x"], ["B": "2"]),
    .lines("environment=TOKEN=•••,B=\"2\"", ["a /bin/x"], ["B": "2"]),
    .lines("directory=%(nope)s/x", nil),
    .lines("directory=/d/50%", nil),
    .lines("unknown=50%"),
    .lines("directory=%(here)s/%(program_name)s", ["a /bin/x /etc/supervisor/conf.d/a"]),
    .lines("numprocs=2", nil),
    .lines("numprocs=0", []),
    .lines(
      "numprocs=2\nprocess_name=%(program_name)s_%(process_num)02d\nnumprocs_start=3",
      ["a:a_03 /bin/x", "a:a_04 /bin/x"]),
    .lines("[group:g]\nprograms=a", ["g:a /bin/x"]),
    .lines("[group:g]\nprograms=a, b", nil),
    .lines("autostart=maybe", nil),
    .lines("autostart=ON\nstartsecs= 3 # three"),
    .lines("command=/bin/y\n[program:a]\nstartsecs=9", ["a /bin/y"]),
    .lines("stopsignal=FOO", nil),
    .lines("stopsignal=SIGINT\nexitcodes=0, 2\numask=022\nstdout_logfile_maxbytes=1MB\nstartsecs=1_0"),
    .lines("stopasgroup=true\nkillasgroup=false", nil),
    .lines("redirect_stderr=", nil),
    Case(text: "command=/bin/x\n[program:a]\ncommand=/bin/x\n", programs: nil),
    Case(text: "[program:a]\ncommand /bin/x\n", programs: nil),
    Case(text: "[program:a b]\ncommand=/bin/x\n", programs: nil),
    Case(text: "[program:a]\n", programs: nil),
    Case(
      text: "[program: a ]\ncommand : /bin/run %(ENV_A)s\nDirectory=/d\nenvironment=A=\"1\"\n",
      programs: ["a /bin/run 1 /d"], environment: ["A": "1"]),
    Case(
      text: "[fcgi-program:f]\ncommand=/bin/f\n[eventlistener:e]\ncommand=/bin/e\n",
      programs: ["e /bin/e", "f /bin/f"]),
  ]

  @Test(arguments: cases) func readsAsSupervisordDoes(_ example: Case) async throws {
    guard case .seen(let fact) = await Self.read(example.text) else {
      Issue.record("unseen")
      return
    }
    guard let programs = example.programs else {
      #expect(!fact.mistakes.isEmpty)
      return
    }
    #expect(fact.mistakes.isEmpty, "\(fact.mistakes)")
    let told = fact.programs.values.sorted { $0.name < $1.name }.map { program in
      ([program.name] + ["command", "directory"].compactMap { program.settings[$0]?.value }).joined(
        separator: " ")
    }
    #expect(told == programs)
    for program in fact.programs.values { #expect(program.environment == example.environment) }
  }

  @Test func takesDefaultsAndGoesOnOverLines() async {
    guard
      case .seen(let fact) = await Self.read(
        "[DEFAULT]\nstartsecs=7\n[program:a]\ncommand=/bin/x \\\n  --flag ; why\n\n  --last\n")
    else {
      Issue.record("unseen")
      return
    }
    let settings = fact.programs["a"]?.settings
    #expect(settings?["startsecs"]?.value == "7")
    #expect(
      settings?["command"]?.value.split(whereSeparator: \.isNewline) == ["/bin/x \\", "--flag", "--last"])
  }

  /// A value that cannot be told is not absent.
  @Test func keepsWhatOnlySupervisordKnowsApart() async {
    guard case .seen(let fact) = await Self.read("[program:a]\ncommand=/bin/x\ndirectory=%(ENV_ROOT)s/a\n")
    else {
      Issue.record("unseen")
      return
    }
    #expect(fact.programs["a"]?.unseen == ["directory"])
    #expect(fact.mistakes.isEmpty)
  }

  @Test func saysWhenItCannotTellWhichFilesCount() async {
    for pattern in ["%(ENV_HOME)s/*.conf", "conf.d/[ab].conf"] {
      guard case .unseen = await Self.read("", main: "[include]\nfiles=\(pattern)\n") else {
        Issue.record("\(pattern) is taken for no file")
        continue
      }
    }
  }
}
