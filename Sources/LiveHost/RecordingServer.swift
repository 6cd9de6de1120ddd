import Glibc
import JSON
public import Operations
public import ServerFacts

/// Looks through another server and keeps each look once as a file, so that it can be replayed elsewhere.
public actor RecordingServer: Server {
  private let server: any Server
  private let folder: String
  private let instant: Instant
  private var looks: [Look: Task<Observation<Seen>, Never>] = [:]
  private var number = 0
  /// The first file that could not be written: the recording is incomplete then.
  public private(set) var failure: Fault?

  /// Makes the folder, for us alone, and refuses one that holds anything.
  public init(_ server: any Server, folder: String) async throws(Fault) {
    self.server = server
    self.folder = folder
    try StateFolder.make(folder)
    do throws(SystemFault) {
      guard try FileLooks.names(in: folder).isEmpty else {
        throw SystemFault(ENOTEMPTY, folder)
      }
    } catch {
      throw error.fault
    }
    try StateFolder.make("\(folder)/looks")
    instant = await server.now()
    let manifest = Recording.manifest(now: instant, timeZone: Self.timeZone())
    try Self.write(manifest, to: "\(folder)/manifest.json")
  }

  public func look(_ look: Look) async -> Observation<Seen> {
    if let made = looks[look] { return await made.value }
    number += 1
    let name = String("00\(number)".suffix(max(3, "\(number)".count)))
    let server = server
    let task = Task { await server.look(look) }
    looks[look] = task
    let observation = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    do throws(Fault) {
      try Self.write(Recording.json(look, observation), to: "\(folder)/looks/\(name)-\(look.kind).json")
    } catch {
      failure = failure ?? error
    }
    return observation
  }

  public func now() async -> Instant { instant }

  private static func write(_ json: JSON, to path: String) throws(Fault) {
    do throws(SystemFault) {
      let file = try LockedFile(path, flags: O_WRONLY | O_EXCL, waits: true)
      try file.write(Array((json.text(.pretty) + "\n").utf8), path: path)
    } catch {
      throw error.fault
    }
  }

  /// The name that `/etc/localtime` links to: `Europe/Berlin`.
  private static func timeZone() -> String {
    let parts = FileLooks.target(of: "/etc/localtime")?.split(separator: "/") ?? []
    guard let folder = parts.firstIndex(of: "zoneinfo"), folder + 1 < parts.count else { return "UTC" }
    return parts[(folder + 1)...].joined(separator: "/")
  }
}
