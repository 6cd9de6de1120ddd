import RunbookDesk
import Synchronization

/// One line on standard error for whoever watches it, while a check takes longer than a second.
final class ProgressLine: Sendable {
  private let world: World
  private let task: Task<Void, Never>?
  private let isShown: ShownFlag

  /// Whether the line stands on the screen, and whether it may still be written.
  private final class ShownFlag: Sendable {
    let state = Mutex((isShown: false, isOver: false))
  }

  init(_ progress: CheckProgress, _ world: World) {
    self.world = world
    let flag = ShownFlag()
    isShown = flag
    guard world.isErrorTerminal else {
      task = nil
      return
    }
    task = Task {
      var wait = 1000
      while true {
        guard (try? await Task.sleep(for: .milliseconds(wait))) != nil else { return }
        wait = 250
        flag.state.withLock { state in
          guard !state.isOver else { return }
          state.isShown = true
          _ = world.write(
            "\r\u{1B}[Kchecking: \(progress.done) of \(progress.total) checks are through", .error)
        }
      }
    }
  }

  /// Takes the line away for good.
  func clear() {
    task?.cancel()
    isShown.state.withLock { state in
      if state.isShown { _ = world.write("\r\u{1B}[K", .error) }
      state = (false, true)
    }
  }
}
