import CChildProcess
import Glibc
public import Operations
public import ServerFacts

/// How a program ended and what it said.
public struct ChildResult: Sendable {
  /// The exit status, or 128 and the number of the signal that ended it.
  public var status: Int
  public var output, errors: [UInt8]
  /// Something in the middle was left out, because there was more than the limit.
  public var truncated: Bool
  /// It did not end in its time and was ended.
  public var timedOut: Bool
  /// Something that it started could not be ended: it is another account's, or somebody killed the keeper.
  public var leftRunning = false
}

/// Runs a program to its end: no shell, an environment built from nothing, no descriptor of ours, a session
/// of its own and a deadline. Blocks; call it on `Threads`.
public enum ChildProcess {
  /// How long a process that was asked to end may take before it is killed.
  static let grace = 5000
  /// How long we read on after the end, for a grandchild that still holds the pipe.
  static let lastWords = 100
  /// How long a keeper may take that has killed in vain, and then some.
  static let keeperSlack = RB_KILLING_MILLISECONDS + 1000

  /// The first word is the absolute path of the program; only root can name another account. Throws when it
  /// cannot be started at all; a bad end is a result like any other. At the deadline its group is ended, and who
  /// left the group lives on.
  public static func run(
    words: [String], environment: [String: String], directory: String = "/", seconds: Int,
    limit: Int = 256 * 1024, account: Account? = nil, outlivesUs: Bool = false
  ) throws(Fault) -> ChildResult {
    try run(
      words: words, environment: environment, directory: directory, seconds: seconds, limit: limit,
      account: account, outlivesUs: outlivesUs, recall: Recall())
  }

  /// The same, ended at once when it is recalled.
  static func run(
    words: [String], environment: [String: String], directory: String = "/", seconds: Int,
    limit: Int = 256 * 1024, account: Account? = nil, outlivesUs: Bool = false, recall: Recall
  ) throws(Fault) -> ChildResult {
    let child = try start(words, environment, directory) { request, child in
      request.ends_with_us = !outlivesUs
      return spawn(&request, as: account, &child)
    }
    var running = RunningChild(child, limit: limit)
    return running.watch(milliseconds: seconds * 1000, recall)
  }

  /// The same below a keeper: at the deadline all that it started is ended, daemons too, and that also when we are
  /// gone by then. After an end in time a daemon lives on. It takes twice the time, so looks go without.
  static func runKept(
    words: [String], environment: [String: String], directory: String = "/", seconds: Int,
    limit: Int = 256 * 1024, grace: Int = ChildProcess.grace, recall: Recall = Recall()
  ) throws(Fault) -> ChildResult {
    let child = try start(words, environment, directory) { request, child in
      request.is_kept = true
      request.milliseconds = Int32(clamping: seconds * 1000)
      request.grace_milliseconds = Int32(clamping: grace)
      return rb_spawn(&request, &child)
    }
    var running = RunningChild(child, limit: limit)
    return running.watch(milliseconds: seconds * 1000 + grace + keeperSlack, recall)
  }

  /// Starts a program below a keeper and hands it on, to be watched by whoever started several.
  ///
  /// - Parameters:
  ///   - streams: descriptors above 2 for standard input, output and errors, -1 where it is `/dev/null` or a pipe to us.
  ///     They stay the caller's.
  ///   - redirects: what the child opens over them itself.
  ///   - account: whose it becomes before that, with the groups and the sudo of that account and nothing of ours.
  static func startKept(
    words: [String], environment: [String: String], directory: String, seconds: Int, streams: [Int32],
    redirects: [PipedWords.Redirect] = [], account: Account? = nil
  ) throws(Fault) -> RunningChild {
    let child = try start(words, environment, directory, redirects) { request, child in
      request.is_kept = true
      request.milliseconds = Int32(clamping: seconds * 1000)
      request.grace_milliseconds = Int32(clamping: grace)
      request.has_streams = true
      request.streams = (streams[0], streams[1], streams[2])
      request.may_gain = true
      return spawn(&request, as: account, &child)
    }
    return RunningChild(child, limit: 256 * 1024)
  }

  /// Starts a program and leaves it to itself: it outlives us, and nobody reads what it says.
  static func leave(words: [String], environment: [String: String]) throws(Fault) {
    let child = try start(words, environment, "/") { rb_spawn(&$0, &$1) }
    for descriptor in [child.output, child.errors, child.ending] { close(descriptor) }
  }

  private static func start(
    _ words: [String], _ environment: [String: String], _ directory: String,
    _ redirects: [PipedWords.Redirect] = [], _ spawn: (inout rb_request, inout rb_child) -> rb_failure
  ) throws(Fault) -> rb_child {
    guard let program = words.first, program.hasPrefix("/") else {
      throw Fault(.internalError, "the program is no absolute path: \(words.first ?? "")")
    }
    let assignments = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let paths = redirects.map { $0.path ?? "" }
    guard (words + assignments + paths + [directory]).allSatisfy({ !$0.utf8.contains(0) }) else {
      throw Fault(.internalError, "\(program): a word holds a NUL")
    }
    var child = rb_child()
    let failure = CStrings.with(words) { arguments in
      CStrings.with(assignments) { environment in
        program.withCString { program in
          directory.withCString { directory in
            CStrings.with(paths) { paths in
              var request = rb_request()
              request.program = program
              request.arguments = UnsafePointer(arguments)
              request.environment = UnsafePointer(environment)
              request.directory = directory
              let opened = redirects.enumerated().map { $1.opened(paths[$0]) }
              return opened.withUnsafeBufferPointer { opened in
                request.redirects = opened.baseAddress
                request.redirect_count = opened.count
                return spawn(&request, &child)
              }
            }
          }
        }
      }
    }
    if failure.redirect > 0 { throw SystemFault(failure.code, paths[failure.redirect - 1]).fault }
    guard failure.code == 0 else {
      throw failure.is_in_directory
        ? SystemFault(failure.code, directory).fault : fault(failure.code, starting: program)
    }
    return child
  }

  /// As another account only root can start one.
  private static func spawn(_ request: inout rb_request, as account: Account?, _ child: inout rb_child)
    -> rb_failure
  {
    guard let account, account.uid != Int(geteuid()) else { return rb_spawn(&request, &child) }
    request.switches_user = true
    request.user = uid_t(account.uid)
    request.group = gid_t(account.gid)
    let groups = ([account.gid] + account.groups).map { gid_t($0) }
    return groups.withUnsafeBufferPointer { groups in
      request.groups = groups.baseAddress
      request.group_count = groups.count
      return rb_spawn(&request, &child)
    }
  }

  /// execve says "permission denied" of a folder, and "no such file" of a script whose interpreter is missing.
  private static func fault(_ code: Int32, starting program: String) -> Fault {
    var status = stat()
    let isThere = stat(program, &status) == 0
    if code == EACCES, isThere, status.st_mode & S_IFMT == S_IFDIR {
      return Fault(.unavailable, SystemFault(EISDIR, program).text)
    }
    return SystemFault(code, program, code == ENOENT && isThere ? "its interpreter is not there" : nil).fault
  }
}

/// A started child until its ending is taken.
struct RunningChild {
  let child: rb_child
  var output, errors: CappedBytes
  var buffer = [UInt8](repeating: 0, count: 65_536)
  var outputIsOpen = true
  var errorsIsOpen = true
  var hasEnded = false

  init(_ child: rb_child, limit: Int) {
    self.child = child
    outputIsOpen = child.output >= 0
    errorsIsOpen = child.errors >= 0
    output = CappedBytes(limit: limit)
    errors = CappedBytes(limit: limit)
    for descriptor in [child.output, child.errors] where descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  mutating func watch(milliseconds: Int, _ recall: Recall = Recall()) -> ChildResult {
    let (pid, isKept) = (child.pid, child.is_kept)
    // What only looks has nothing to put away; a keeper ends what it keeps as it does at its deadline.
    recall.waits { _ = isKept ? kill(pid, RB_RECALL) : kill(-pid, SIGKILL) }
    drain(until: Deadline(milliseconds: milliseconds))
    let timedOut = !hasEnded
    if timedOut, child.is_kept {
      // Somebody stopped the keeper, or a bomb leaves it no time. Nobody else could do its work, so it is left to it.
      kill(child.pid, SIGCONT)
      drain(until: Deadline(milliseconds: ChildProcess.grace))
    } else if timedOut {
      kill(-child.pid, SIGTERM)
      drain(until: Deadline(milliseconds: ChildProcess.grace))
      // The leader is not reaped yet, so its group is still ours, and whoever ignored the request is in it.
      kill(-child.pid, SIGKILL)
      drain(until: Deadline(milliseconds: ChildProcess.grace))
    }
    drainRest(until: Deadline(milliseconds: ChildProcess.lastWords))
    // From here on the number may be another's.
    recall.rest()
    var ending = rb_ending(status: 128 + SIGKILL, timed_out: false, left_running: true)
    if hasEnded { _ = withUnsafePointer(to: child) { rb_take($0, &ending) } }
    for descriptor in [child.output, child.errors, child.ending] where descriptor >= 0 { close(descriptor) }
    return ChildResult(
      status: Int(ending.status), output: output.bytes, errors: errors.bytes,
      truncated: output.isTruncated || errors.isTruncated, timedOut: timedOut || ending.timed_out,
      leftRunning: ending.left_running)
  }

  /// Reads both pipes until the child itself has ended.
  private mutating func drain(until deadline: Deadline) {
    while !hasEnded && !deadline.isOver { wait(deadline) }
  }

  /// Reads on until both pipes are closed.
  private mutating func drainRest(until deadline: Deadline) {
    while (outputIsOpen || errorsIsOpen) && !deadline.isOver { wait(deadline) }
  }

  private mutating func wait(_ deadline: Deadline) {
    func watched(_ descriptor: Int32, _ isWatched: Bool) -> pollfd {
      pollfd(fd: isWatched ? descriptor : -1, events: Int16(POLLIN), revents: 0)
    }
    var watches = [
      watched(child.output, outputIsOpen), watched(child.errors, errorsIsOpen),
      watched(child.ending, !hasEnded),
    ]
    guard poll(&watches, nfds_t(watches.count), Int32(clamping: deadline.milliseconds)) > 0 else { return }
    if watches[0].revents != 0 { outputIsOpen = output.fill(from: child.output, by: &buffer) }
    if watches[1].revents != 0 { errorsIsOpen = errors.fill(from: child.errors, by: &buffer) }
    if watches[2].revents != 0 { hasEnded = true }
  }
}

extension PipedWords.Redirect {
  fileprivate var path: String? {
    switch target {
    case .read(let path), .write(let path), .append(let path): path
    case .duplicate: nil
    }
  }

  fileprivate func opened(_ path: UnsafePointer<CChar>?) -> rb_redirect {
    let (flags, source): (Int32, Int) =
      switch target {
      case .read: (O_RDONLY, -1)
      case .write: (O_WRONLY | O_CREAT | O_TRUNC, -1)
      case .append: (O_WRONLY | O_CREAT | O_APPEND, -1)
      case .duplicate(let other): (0, other)
      }
    return rb_redirect(
      descriptor: Int32(clamping: descriptor), path: self.path == nil ? nil : path, flags: flags,
      source: Int32(clamping: source))
  }
}

/// Words as C wants them: an array of pointers with nil at the end.
private enum CStrings {
  static func with<Value>(
    _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
    for (place, word) in words.enumerated() { (pointers + place).initialize(to: strdup(word)) }
    (pointers + words.count).initialize(to: nil)
    defer {
      for place in words.indices { free(pointers[place]) }
      pointers.deallocate()
    }
    return body(pointers)
  }
}
