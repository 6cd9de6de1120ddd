import Glibc
public import LiveHost
public import MCPSurface
import Operations
import RunbookDesk
import ServerFacts
public import TerminalSurface

/// Wiring only: the live host, the Desk, and the surface that the words ask for. Both executables are made of it.
public enum Program {
  static let version = "0.1.0"
  /// A check that cron starts is over before anybody waits for it.
  static let longestCheck = Duration.seconds(30)
  /// Somebody waits with a finger on a key. A debug build reads ten times slower.
  #if DEBUG
    static let patience = Duration.seconds(5)
  #else
    static let patience = Duration.milliseconds(20)
  #endif

  /// Where the words of the command line ask for a change, makes this process two and returns in the one that does it: a
  /// change must not end with whoever asked for it. To be called before there is a second thread.
  public static func attended() -> AttendedRun? {
    // Whoever started us may ignore it, and that is inherited: then no program would tell us how it ended.
    signal(SIGCHLD, SIG_DFL)
    guard Terminal.asksForChange(Array(CommandLine.arguments.dropFirst())) else { return nil }
    return AttendedRun.begin(unwritten: ExitCode.io.rawValue) {
      _ = fail("the process that made the change ended without a word", help: "runbook recover")
      return ExitCode.internalError.rawValue
    }
  }

  /// Does what the words of the command line say, and ends the process.
  ///
  /// - Parameters:
  ///   - thread: what this runs on, where it has a thread of its own.
  ///   - serveHTTP: serves agents by HTTP until it is told to end; gives the exit status.
  public static func run(
    _ attended: AttendedRun? = nil, on thread: CallingThread? = nil,
    serveHTTP: @escaping @Sendable (Options) async -> Int32
  ) async -> Never {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
    let isColoured = isatty(1) == 1 && getenv("NO_COLOR") == nil
    let world = World(
      version: version, isColoured: isColoured, width: TerminalWindow.width, isASCII: TerminalWindow.isASCII,
      isErrorTerminal: isatty(2) == 1, patience: patience, desk: { try await desk($0, on: thread) },
      serveAgents: { $0.own["--http"] == nil ? await serveAgents($0) : await serveHTTP($0) },
      write: writing(attended), clientFiles: { clientFiles() }, letGo: lettingGo(attended),
      ask: TerminalWindow.ask,
      writeFile: { text, path throws(Fault) in try AtomicFile.write(text, to: path) })
    let code = await Terminal(world).run(Array(CommandLine.arguments.dropFirst()))
    attended?.end(code.rawValue)
    exit(code.rawValue)
  }

  /// The server for agents that the options ask for, whatever it is reached by.
  public static func agents(_ options: Options) throws -> MCPServer {
    // Looks that take their time must not keep an answer waiting that only needs the state folder.
    let server = try server(options, Threads())
    let threads = Threads()
    let recent = RecentDesk(path: options.file) {
      try desk(on: $0, server, options, threads, state: threads)
    }
    let seal = Seal()
    var world = AgentWorld(
      version: version, strongest: options.strongestForAgents, seal: { seal.mark($0) }
    ) { try recent.desk() }
    let path = options.file
    world.changes = {
      FolderWatch.changes(
        in: { ((try? RunbookFile(path: path))?.folders ?? []) + StateFolder.trustFolders }, on: threads)
    }
    return MCPServer(world)
  }

  /// Says what went wrong and what helps; gives the exit status.
  public static func fail(_ text: String, help: String? = nil) -> Int32 {
    say("runbook: \(text)\n" + (help.map { "  try: \($0)\n" } ?? ""))
    return 1
  }

  public static func say(_ text: String) { _ = write(text, to: .error) }

  @Sendable static func desk(_ options: Options, on thread: CallingThread?) async throws -> Desk {
    let threads = Threads()
    let server: any Server
    if let folder = options.recordTo {
      server = try await RecordingServer(LiveServer(threads: threads), folder: folder)
    } else {
      let plain = try self.server(options, threads)
      server = options.looksAhead ? lookingAhead(plain) : plain
    }
    let file = try RunbookFile(path: options.file)
    if options.isVerbose {
      for line in try file.account() { _ = write("runbook: \(line)\n", to: .error) }
    }
    return try desk(on: file, server, options, threads, state: Threads(limit: 0), thread)
  }

  /// A server that is asked for the state of its services while the runbook is still being read.
  private static func lookingAhead(_ server: any Server) -> any Server {
    guard let thread = CallingThread.started() else { return server }
    let facts = Facts(server)
    Task.detached(executorPreference: thread) { await facts.lookAheadAtServices(isForChange: false) }
    return facts.server
  }

  private static func server(_ options: Options, _ threads: Threads) throws -> any Server {
    guard let folder = options.recording else { return LiveServer(threads: threads) }
    return try RecordedServer.read(at: folder)
  }

  /// - Parameter own: for the state folder: none where nobody else waits for this process.
  private static func desk(
    on file: RunbookFile, _ server: any Server, _ options: Options, _ threads: Threads, state own: Threads,
    _ thread: CallingThread? = nil
  ) throws -> Desk {
    let state = LazyState(threads: own)
    let executor = Executor(
      server: server, actuator: LiveActuator(threads: threads), journal: state, locks: state,
      digests: OpenSSLDigests(), thread: thread,
      pause: { milliseconds in try? await Task.sleep(for: .milliseconds(milliseconds)) })
    // A recording is of another day or another machine: nothing of it is remembered.
    let isLive = options.recording == nil && options.recordTo == nil
    let ledger = isLive ? FileLedger(runbook: file.path, threads: threads) : nil
    let path = file.path
    let door = Door(
      state: FileState(threads: own), policy: { () throws(Fault) in try PolicyFile.read() },
      launch: { id, isWaitedFor throws(Fault) in
        try await DetachedJob.run(id, file: path, isWaitedFor: isWaitedFor, on: threads)
      }, sudoersFault: { text throws(Fault) in try await SudoersSyntax.fault(in: text, on: threads) },
      openLog: { path, offset throws(Fault) in try FollowedFile(path, from: offset) },
      nonce: DetachedJob.nonce)
    return try Desk(
      source: file, server: server, executor: executor, ledger: ledger, door: isLive ? door : nil,
      deadline: { try? await Task.sleep(for: longestCheck) })
  }

  private static func serveAgents(_ options: Options) async -> Int32 {
    do {
      return try await withTaskExecutorPreference(globalConcurrentExecutor) {
        try await agents(options).serve(Speaker("uid \(getuid())"), input: 0, output: 1)
      }
    } catch {
      return fail("\(error)")
    }
  }

  private static func clientFiles() -> ClientFiles? {
    guard let folder = ClientFile.folder, let program = ClientFile.program else { return nil }
    return ClientFiles(
      folder: folder, program: program, variable: { getenv($0).map { String(cString: $0) } },
      read: { path throws(Fault) in try ClientFile.read(path) },
      write: { text, path throws(Fault) in try ClientFile.write(text, path) })
  }

  private static func lettingGo(_ attended: AttendedRun?) -> (@Sendable () throws(Fault) -> Void)? {
    guard let attended else { return nil }
    return { () throws(Fault) in try attended.letGo() }
  }

  private static func writing(_ attended: AttendedRun?) -> @Sendable (String, World.Stream) -> Bool {
    guard let attended else { return write }
    return { text, stream in
      attended.write(Array(text.utf8), isError: stream != .output, waits: stream != .progress)
        ?? write(text, to: stream)
    }
  }

  @Sendable static func write(_ text: String, to stream: World.Stream) -> Bool {
    Descriptor.write(Array(text.utf8)[...], to: stream == .output ? 1 : 2) == nil
  }
}
