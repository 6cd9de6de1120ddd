import Foundation
import Testing

@testable import TerminalSurface

/// Completion reads names out of a file that strangers may have written; none of them is ever run.
struct CompletionTests {
  @Test func aHostileNameIsNotRun() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("runbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let mark = folder.appendingPathComponent("mark").path
    let script = """
      \(CompletionCommand.script)
      runbook() { echo '<service> is one of: $(touch${IFS}\(mark)), `touch${IFS}\(mark)`, nearyou'; }
      COMP_WORDS=(runbook run restart-service "$1"); COMP_CWORD=3; _runbook; printf '%s\\n' "${COMPREPLY[@]}"
      """
    #expect(try bash(script, "near") == "nearyou\n")
    #expect(try bash(script, "").hasSuffix("nearyou\n"))
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  private func bash(_ script: String, _ word: String) throws -> String {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script, "bash", word]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
