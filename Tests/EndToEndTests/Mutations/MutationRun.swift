import Foundation
import SeededNumbers

/// Runs mutations on a few servers side by side, each: break, ask until it is told, mend, ask until all is silent.
///
/// The servers share the list, not the state; one that a mutation cannot be mended on is set up anew.
actor MutationRun {
  /// What is over once the deadline has passed is left out and counted as not run.
  init(_ mutations: [Mutation], until deadline: Date = .distantFuture) {
    queue = mutations[...]
    self.deadline = deadline
  }

  private var queue: ArraySlice<Mutation>
  private let deadline: Date
  private(set) var told = 0
  private(set) var harmless = 0
  private(set) var faults: [String] = []

  /// What could not be told, and what was told besides: one line each.
  var summary: String {
    let missed = faults.count { $0.hasPrefix("missed") }, alarms = faults.count { $0.hasPrefix("false") }
    let recall = told + missed == 0 ? 100 : told * 100 / (told + missed)
    return
      "recall \(recall) % (\(told) of \(told + missed)), false alarms \(alarms), \(harmless) harmless changes silent"
  }

  private func next() -> Mutation? {
    guard Date() < deadline else { return nil }
    return queue.popFirst()
  }

  private func note(_ fault: String) {
    faults.append(fault)
    print(fault)
  }

  /// Works until the list is empty or the time is over.
  func work(on testbed: Testbed) async throws {
    let clean = try await testbed.check()
    guard clean.status == 0, clean.primaries.isEmpty else {
      return note("false alarm before anything was changed: \(clean.primaries) \(clean.text.prefix(2000))")
    }
    while let mutation = next() {
      guard try await play(mutation, on: testbed) else {
        try await testbed.reset()
        continue
      }
    }
  }

  /// Whether the server is as it was.
  private func play(_ mutation: Mutation, on testbed: Testbed) async throws -> Bool {
    let broken = try await testbed.bash(mutation.breaking)
    guard broken.status == 0 else {
      note("missed: \(mutation) could not be done: \(broken.output)\(broken.errors)")
      return false
    }
    if mutation.expected.checks.isEmpty {
      try await judgeHarmless(mutation, on: testbed)
    } else {
      try await judge(mutation, on: testbed)
    }
    let mended = try await testbed.bash(mutation.mending)
    guard mended.status == 0 else {
      note("missed: \(mutation) could not be undone: \(mended.output)\(mended.errors)")
      return false
    }
    var after = try await testbed.check()
    let isClean = try await testbed.eventually(seconds: 8, first: after.isSilent) {
      after = try await testbed.check()
      return after.isSilent
    }
    if !isClean { note("false alarm after \(mutation) was undone: \(after.words)") }
    return isClean
  }

  private func judge(_ mutation: Mutation, on testbed: Testbed) async throws {
    let lines = try await testbed.runbookLines()
    var told = try await testbed.check()
    let isTold = try await testbed.eventually(seconds: 5, first: told.fits(mutation, lines)) {
      told = try await testbed.check()
      return told.fits(mutation, lines)
    }
    if isTold {
      self.told += 1
    } else if told.primaries.isEmpty
      || !told.primaries.contains(where: { mutation.expected.checks.contains($0.check) })
    {
      note("missed: \(mutation): \(told.words); expected \(mutation.expected)")
    } else {
      note("told otherwise: \(mutation): \(told.words); expected \(mutation.expected)")
    }
  }

  /// A service that comes up meanwhile may be told until it has; what is told after that is a false alarm.
  private func judgeHarmless(_ mutation: Mutation, on testbed: Testbed) async throws {
    var told = try await testbed.check()
    let isSilent = try await testbed.eventually(seconds: 5, first: told.isSilent) {
      told = try await testbed.check()
      return told.isSilent
    }
    if isSilent {
      harmless += 1
    } else {
      note("false alarm of \(mutation), which is harmless: \(told.words)")
    }
  }
}

extension ToldFindings {
  var isSilent: Bool { status == 0 && primaries.isEmpty && unknown == 0 }

  var words: String {
    primaries.isEmpty
      ? "nothing told, \(unknown) unknown" : primaries.map(\.description).joined(separator: "; ")
  }

  /// As many are told as there should be: one of the checks each, as bad as it is, at one of the lines.
  func fits(_ mutation: Mutation, _ lines: [String]) -> Bool {
    let expected = mutation.expected
    guard expected.count.contains(primaries.count), status == 1 || !isDrifting else { return false }
    return primaries.allSatisfy { primary in
      let line = lines.indices.contains(primary.line - 1) ? lines[primary.line - 1] : ""
      return expected.checks.contains(primary.check) && expected.severities.contains(primary.severity)
        && expected.lines.contains { line.contains($0) }
    }
  }
}

extension Testbed {
  func check(user: String = "root") async throws -> ToldFindings {
    try ToldFindings(try await runbook("check", "--format", "json", user: user))
  }

  /// Runs a text of bash as root.
  func bash(_ text: String) async throws -> Output { try await run(["bash", "-c", text]) }

  func runbookLines() async throws -> [String] {
    try await run(["cat", "/srv/runbook/AGENTS.md"]).output
      .split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
  }

  func eventually(seconds: Int, first: Bool, _ condition: () async throws -> Bool) async throws -> Bool {
    if first { return true }
    return try await eventually(seconds: seconds, condition)
  }
}
