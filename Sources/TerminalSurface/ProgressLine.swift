import Synchronization

/// One line on standard error for whoever watches it, while something takes longer than a second.
final class ProgressLine: Sendable {
  private let world: World
  private let task: Task<Void, Never>?
  private let isShown: ShownFlag

  /// Whether the line stands on the screen, and whether it may still be written.
  private final class ShownFlag: Sendable {
    let state = Mutex((isShown: false, isOver: false))
  }

  /// - Parameter text: what the line says after so many seconds.
  init(_ world: World, text: @escaping @Sendable (_ seconds: Int) -> String) {
    self.world = world
    let flag = ShownFlag()
    isShown = flag
    guard world.isErrorTerminal else {
      task = nil
      return
    }
    task = Task {
      var wait = 1000, passed = 0
      while true {
        guard (try? await Task.sleep(for: .milliseconds(wait))) != nil else { return }
        passed += wait
        wait = 250
        // A line that wraps could not be taken away again.
        let line = text(passed / 1000).prefix((world.width ?? 80) - 1)
        flag.state.withLock { state in
          guard !state.isOver else { return }
          state.isShown = true
          _ = world.write("\r\u{1B}[K\(line)", .progress)
        }
      }
    }
  }

  /// Takes the line away for good.
  func clear() {
    task?.cancel()
    isShown.state.withLock { state in
      if state.isShown { _ = world.write("\r\u{1B}[K", .progress) }
      state = (false, true)
    }
  }
}
