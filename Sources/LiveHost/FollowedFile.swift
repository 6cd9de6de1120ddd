import Glibc
public import Operations
import Synchronization

/// A log as it grows: through rotation, where the name goes to another file, and through being cut, where it begins anew.
public final class FollowedFile: LogFile {
  /// What is read at once.
  private static let block = 1 << 20
  /// A line without an end is told in pieces of this length.
  private static let longestLine = 65_536

  private struct State {
    var descriptor: Int32
    var offset: Int
    /// The beginning of a line.
    var rest: [UInt8] = []
  }

  private let path: String
  private let state: Mutex<State>

  /// - Parameter offset: where to begin, in bytes.
  public init(_ path: String, from offset: Int) throws(Fault) {
    self.path = path
    do throws(SystemFault) {
      state = Mutex(State(descriptor: try FileLooks.openFile(path).descriptor, offset: offset))
    } catch {
      throw error.fault
    }
  }

  deinit {
    state.withLock { state in _ = close(state.descriptor) }
  }

  public func more() throws(Fault) -> [UInt8] {
    let result: Result<[UInt8], SystemFault> = state.withLock { state in
      do throws(SystemFault) { return .success(try Self.more(&state, path)) } catch { return .failure(error) }
    }
    switch result {
    case .success(let bytes): return bytes
    case .failure(let error): throw error.fault
    }
  }

  private static func more(_ state: inout State, _ path: String) throws(SystemFault) -> [UInt8] {
    var status = stat()
    guard fstat(state.descriptor, &status) == 0 else { throw SystemFault(errno, path) }
    if Int(status.st_size) < state.offset { (state.offset, state.rest) = (0, []) }
    let new = try read(&state, path)
    // Only when all of the old one is read: what is written to it behind its back still is of this log.
    guard new.isEmpty, let other = try successor(of: status, path) else { return wholeLines(&state, new) }
    let last = state.rest.isEmpty ? [] : state.rest + [0x0A]
    close(state.descriptor)
    state = State(descriptor: other, offset: 0)
    let first = try read(&state, path)
    return last + wholeLines(&state, first)
  }

  private static func read(_ state: inout State, _ path: String) throws(SystemFault) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: block)
    let count = pread(state.descriptor, &buffer, block, state.offset)
    guard count >= 0 else { throw SystemFault(errno, path) }
    state.offset += count
    return Array(buffer.prefix(count))
  }

  /// The file that has the name now; nil where it is the same, or there is none yet.
  private static func successor(of status: stat, _ path: String) throws(SystemFault) -> Int32? {
    do throws(SystemFault) {
      let other = try FileLooks.openFile(path)
      if (other.status.st_dev, other.status.st_ino) != (status.st_dev, status.st_ino) {
        return other.descriptor
      }
      close(other.descriptor)
      return nil
    } catch {
      if error.isAbsence { return nil }
      throw error
    }
  }

  private static func wholeLines(_ state: inout State, _ new: [UInt8]) -> [UInt8] {
    let bytes = state.rest + new
    guard let feed = bytes.lastIndex(of: 0x0A) else {
      state.rest = bytes.count < longestLine ? bytes : []
      return bytes.count < longestLine ? [] : bytes
    }
    state.rest = Array(bytes[(feed + 1)...])
    return Array(bytes[...feed])
  }
}
