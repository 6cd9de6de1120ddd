public import ServerFacts

extension Facts {
  /// Asks at once what is asked of most services one after the other, before anybody needs it.
  ///
  /// - Parameter isForChange: what the checks of a service ask as well.
  public func lookAheadAtServices(isForChange: Bool) async {
    // So that supervisord has its question before `/proc` is gone through.
    _ = await ask(SupervisorSocket())
    _ = await atOnce({ await self.ask(SupervisedPrograms(), Processes()) }) {
      if isForChange { _ = await ask(LoadedPrograms()) }
    }
  }
}
