import Glibc
import Synchronization

/// Tells that something in some folders was written, moved or removed. Editors replace files, so that folders are watched
/// and not files.
public enum FolderWatch {
  private static let events =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
    | UInt32(IN_CREATE)
    | UInt32(IN_ATTRIB)
  /// How long the end of the stream may go unnoticed, and a folder that is another one by now.
  private static let pause: Int32 = 500

  /// Watches from the moment it returns. Changes that come close together may be told once; nothing is told where the
  /// kernel gives no more watches.
  ///
  /// - Parameter folders: asked again and again, since one may be made later, or taken away and made anew; what is not
  ///   there is passed over.
  public static func changes(
    in folders: @escaping @Sendable () -> [String], on threads: Threads
  ) -> AsyncStream<Void> {
    let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      change.finish()
      return changes
    }
    @Sendable func watched() -> Set<Int32> {
      Set(folders().map { inotify_add_watch(descriptor, $0, events) }.filter { $0 >= 0 })
    }
    let first = watched()
    let ended = Ended()
    change.onTermination = { _ in ended.value.store(true, ordering: .relaxed) }
    Task {
      await threads.run {
        var buffer = [UInt8](repeating: 0, count: 16_384), known = first
        while !ended.value.load(ordering: .relaxed) {
          var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          let isTold = poll(&ready, 1, pause) > 0 && read(descriptor, &buffer, buffer.count) > 0
          let now = watched()
          for gone in known.subtracting(now) { inotify_rm_watch(descriptor, gone) }
          if isTold || now != known { change.yield() }
          known = now
        }
        close(descriptor)
      }
    }
    return changes
  }

  private final class Ended: Sendable {
    let value = Atomic(false)
  }
}
