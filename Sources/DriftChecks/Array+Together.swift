import Synchronization

extension Array where Element: Sendable {
  /// Asks about all of them together; the answers come out in the order of the elements.
  ///
  /// A few tasks go through them, each taking the next: one task an element would lie in memory for each of ten
  /// thousand services while a handful of looks can be made at once.
  public func together<Answer: Sendable>(_ ask: @escaping @Sendable (Element) async -> Answer) async
    -> [Answer]
  {
    guard count > 1 else {
      guard let first else { return [] }
      return [await ask(first)]
    }
    let turns = Turns()
    return await withTaskGroup(of: [(Int, Answer)].self) { group in
      for _ in 0..<Swift.min(count, Turns.most) {
        group.addTask {
          var answers: [(Int, Answer)] = []
          while case let index = turns.next(), index < count {
            answers.append((index, await ask(self[index])))
          }
          return answers
        }
      }
      var answers = [Answer?](repeating: nil, count: count)
      for await some in group {
        for (index, answer) in some { answers[index] = answer }
      }
      return answers.compactMap(\.self)
    }
  }
}

/// Whose turn it is: numbers from 0 on, each given once.
private final class Turns: Sendable {
  /// Twice the threads on which a live server looks, so that none of them is idle.
  static let most = 32

  private let taken = Atomic(0)

  func next() -> Int { taken.wrappingAdd(1, ordering: .relaxed).oldValue }
}
