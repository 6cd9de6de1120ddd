import Foundation
import JSON
import Testing

/// A testbed with what kills and fails the program at its calls: `kills.py` and `restarts.py`, which say how.
struct KillBench {
  /// What one of them tells.
  struct Result: Sendable {
    var scenario: String
    /// How many different points there are, and how often the program was ended or failed.
    var points, fired: Int
    var recoveries: Int
    var seconds: Int
    var faults: [String]
  }

  private static let folder = "/root/kills"
  private static var source: URL { URL(fileURLWithPath: #filePath).deletingLastPathComponent() }

  let testbed: Testbed

  init(_ purpose: String) async throws {
    testbed = try await Testbed(purpose)
    let library = FileManager.default.temporaryDirectory
      .appendingPathComponent("kill-switch-\(UUID().uuidString).so").path
    defer { try? FileManager.default.removeItem(atPath: library) }
    let made = try await Testbed.call([
      "/usr/bin/env", "clang", "-O1", "-shared", "-fPIC", "-o", library,
      Self.source.appendingPathComponent("kill_switch.c").path, "-ldl",
    ])
    try #require(made.status == 0, "\(made)")
    try await testbed.put(library, at: "\(Self.folder)/switch.so")
    for name in ["kills.py", "restarts.py"] {
      try await testbed.put(Self.source.appendingPathComponent(name).path, at: "\(Self.folder)/\(name)")
    }
  }

  /// - Parameter isFailing: whether its calls fail, each in every way once, and the program lives on.
  func state(_ scenario: String, seed: UInt64, count: Int, isFailing: Bool = false) async throws -> Result {
    try await run(["kills.py", "switch.so", "\(seed)", "\(count)", isFailing ? "fail" : "kill", scenario])
  }

  func restarts(seed: UInt64, count: Int) async throws -> Result {
    try await run(["restarts.py", "switch.so", "\(seed)", "\(count)"])
  }

  private func run(_ words: [String]) async throws -> Result {
    let output = try await testbed.run(
      ["/usr/bin/env", "-C", Self.folder, "/usr/bin/python3"]
        + words.map {
          $0 == "switch.so" ? "\(Self.folder)/switch.so" : $0
        }, seconds: 6 * 3600)
    try #require(output.status == 0, "\(words): \(output.output)\(output.errors)")
    let told = try JSON.parse(Array(output.output.utf8))
    func number(_ key: String) -> Int { told[key]?.asInt ?? 0 }
    return Result(
      scenario: told["scenario"]?.asString ?? "", points: number("points"),
      fired: number("fired") + number("random"),
      recoveries: number("recoveries"), seconds: number("seconds"),
      faults: told["faults"]?.asArray?.map { $0.asString ?? "" } ?? ["no word of faults"])
  }
}
