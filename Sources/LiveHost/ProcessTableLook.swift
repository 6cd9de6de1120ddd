import Findings
import Glibc
import ServerFacts

/// One pass over `/proc`. What ends while we look is left out.
enum ProcessTableLook {
  static func table() -> Observation<ProcessTable> {
    do throws(SystemFault) {
      let pids = try FileLooks.names(in: "/proc").compactMap(Int.init).sorted()
      let processes = pids.compactMap(process)
      let sockets = try OpenPort.all()
      let holders = holders(of: Set(sockets.map(\.inode)), among: pids)
      return .seen(
        ProcessTable(
          processes: processes, listeners: listeners(sockets, holders), bootTime: bootTime()))
    } catch {
      return .unseen(error.blindness)
    }
  }

  /// `pid (comm) state ppid … starttime`: the name can hold spaces and brackets, so the last bracket counts.
  private static func process(_ pid: Int) -> RunningProcess? {
    var status = stat()
    guard stat("/proc/\(pid)", &status) == 0, let bytes = bytes("/proc/\(pid)/stat"),
      let opening = bytes.firstIndex(of: UInt8(ascii: "(")),
      let closing = bytes.lastIndex(of: UInt8(ascii: ")")), opening < closing
    else { return nil }
    let fields = bytes[(closing + 1)...].split(maxSplits: 20) { $0 <= 0x20 }
    guard fields.count > 19, let parent = number(fields[1]), let startTicks = number(fields[19]) else {
      return nil
    }
    let name = String(decoding: bytes[(opening + 1)..<closing], as: UTF8.self)
    return RunningProcess(
      pid: pid, parent: parent, uid: Int(status.st_uid), name: WorldText.clean(name), startTicks: startTicks)
  }

  /// When the clock began that processes' starts are counted by: `btime` of `/proc/stat`, which has a line for each
  /// interrupt of a large machine and is another's in some containers.
  private static func bootTime() -> Int {
    var (sinceBoot, now) = (timespec(), timespec())
    clock_gettime(CLOCK_BOOTTIME, &sinceBoot)
    clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec - sinceBoot.tv_sec - (now.tv_nsec < sinceBoot.tv_nsec ? 1 : 0)
  }

  /// What one process runs and where; absent once it has ended.
  static func process(_ pid: Int) -> Observation<Seen> {
    var status = stat()
    guard stat("/proc/\(pid)", &status) == 0 else { return .seen(.absent) }
    let program = FileLooks.target(of: "/proc/\(pid)/exe")
    guard program != nil || errno != EACCES else {
      return .unseen(SystemFault(EACCES, "/proc/\(pid)/exe").blindness)
    }
    return .seen(
      .process(
        ProcessFields(
          program: program.map(WorldText.clean),
          folder: FileLooks.target(of: "/proc/\(pid)/cwd").map(WorldText.clean))))
  }

  /// The values that were asked for by name; a value whose name is a secret's is masked.
  static func environment(_ pid: Int, _ names: [String]) -> Observation<Seen> {
    let path = "/proc/\(pid)/environ"
    do throws(SystemFault) {
      var values: [String: String] = [:]
      for entry in try FileLooks.bytes(of: path, limit: 4 * 1024 * 1024).bytes.split(separator: 0) {
        let text = SecretMask.mask(WorldText.clean(Array(entry)))
        guard let equals = text.firstIndex(of: "=") else { continue }
        let name = String(text[..<equals])
        if names.contains(name), values[name] == nil {
          values[name] = String(text[text.index(after: equals)...])
        }
      }
      return .seen(.environment(values))
    } catch {
      return error.isAbsence ? .seen(.absent) : .unseen(error.blindness)
    }
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: field, as: UTF8.self))
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    try? FileLooks.bytes(of: path, limit: 65_536).bytes
  }

  /// Which processes hold which sockets, as far as their descriptors may be read.
  private static func holders(of inodes: Set<Int>, among pids: [Int]) -> [Int: [Int]] {
    var holders: [Int: [Int]] = [:]
    guard !inodes.isEmpty else { return holders }
    for pid in pids {
      guard let folder = opendir("/proc/\(pid)/fd") else { continue }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        guard entry.pointee.d_type == DT_LNK, let inode = socket(entry, in: dirfd(folder)),
          inodes.contains(inode)
        else { continue }
        if holders[inode]?.last != pid { holders[inode, default: []].append(pid) }
      }
    }
    return holders
  }

  /// The number in `socket:[8082982]`. A server has thousands of descriptors, so that no text is made of any.
  private static func socket(_ entry: UnsafeMutablePointer<dirent>, in folder: Int32) -> Int? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { target in
      guard let start = target.baseAddress else { return nil }
      let count = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) {
          readlinkat(folder, $0, start, target.count)
        }
      }
      // As long as there is room, it was cut off.
      guard count < target.count else { return nil }
      let bytes = target.prefix(max(count, 0)).lazy.map { UInt8(bitPattern: $0) }
      guard bytes.starts(with: "socket:[".utf8) else { return nil }
      return bytes.dropFirst(8).prefix { $0 != UInt8(ascii: "]") }.reduce(0) { $0 &* 10 &+ Int($1 & 0x0F) }
    }
  }

  /// Several sockets can share an address and a port; they make one listener.
  private static func listeners(_ sockets: [OpenPort], _ holders: [Int: [Int]]) -> [Listener] {
    var pids: [Listener: Set<Int>] = [:]
    for socket in sockets {
      pids[Listener(address: socket.address, port: socket.port, pids: []), default: []]
        .formUnion(holders[socket.inode] ?? [])
    }
    return pids.map { Listener(address: $0.address, port: $0.port, pids: $1.sorted()) }
      .sorted { ($0.port, $0.address) < ($1.port, $1.address) }
  }
}
