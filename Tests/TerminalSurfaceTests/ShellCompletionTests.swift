import Foundation
import Testing

@testable import TerminalSurface

/// The three shells themselves, with the built program and a runbook full of words that a shell would run.
@Suite(.serialized) struct ShellCompletionTests {
  private static let text = """
    | App | Port | Program |
    |---|---|---|
    | nearyou | 3003 | site-nearyou |
    | night@home | 3004 | site-night |
    | n$(touch mark) | 3005 | site-a |
    | n`touch mark` | 3006 | site-b |
    | n;touch mark; | 3007 | site-c |
    | n"$(touch mark)" | 3008 | site-d |
    | n'$(touch mark) | 3009 | site-e |
    | n&&touch${IFS}mark | 3010 | site-f |
    | n<(touch${IFS}mark) | 3011 | site-g |

    """

  /// A folder with the runbook and the script, and the program on the PATH; gives what the shell says.
  private func complete(_ shell: String, _ words: (_ script: String) -> [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("runbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.text.write(to: folder.appendingPathComponent("AGENTS.md"), atomically: true, encoding: .utf8)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("runbook"),
      withDestinationURL: root.appendingPathComponent(".build/debug/runbook"))
    let script = try #require(CompletionCommand.shells.first { $0.name == shell }).script
    let file = folder.appendingPathComponent("_runbook")
    try script.write(to: file, atomically: true, encoding: .utf8)
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = ["-k", "1", "30"] + words(file.path)
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path, "TERM": "dumb", "LANG": "C.UTF-8",
    ]
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("mark").path))
    return String(decoding: output, as: UTF8.self)
  }

  private func bash(_ line: String) throws -> String {
    try complete("bash") { script in
      [
        "bash", "--norc", "-c",
        """
        source "$1"; COMP_LINE=$2; COMP_POINT=${#2}; COMP_TYPE=9; compopt() { echo "compopt $*"; }
        _runbook; for word in "${COMPREPLY[@]}"; do printf '[%s]\\n' "$word"; done
        """, "bash", script, line,
      ]
    }
  }

  @Test func inBash() throws {
    #expect(try bash("runbook ask n") == "[nearyou]\n[night@home]\n")
    #expect(try bash("runbook ask ").hasPrefix("[nearyou]\n[night@home]\n"))
    // For bash the word begins behind the sign.
    #expect(try bash("runbook ask night@h") == "[home]\n")
    #expect(try bash("runbook --format=js") == "[json]\n" && bash("runbook che") == "[check]\n[checks]\n")
    #expect(try bash("runbook --file ") == "compopt -o default\n")
    #expect(try bash("runbook ask $(touch mark) `touch mark` n") == "[nearyou]\n[night@home]\n")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/fish"), "fish is not installed"))
  func inFish() throws {
    func fish(_ line: String) throws -> [String] {
      try complete("fish") {
        ["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", $0, line]
      }
      .split(separator: "\n").map(String.init)
    }
    #expect(try Set(fish("runbook ask n")) == ["nearyou", "night@home"])
    #expect(try fish("runbook che").first?.hasPrefix("check\thold every claim") == true)
    #expect(try fish("runbook --file _run") == ["_runbook"])
    #expect(try Set(fish("runbook ask \"$(touch mark)\" n")) == ["nearyou", "night@home"])
  }

  /// zsh completes at a terminal only: one is made for it, and what stands on the line after a tab is read back.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zsh"), "zsh is not installed"))
  func inZsh() throws {
    func zsh(_ line: String) throws -> String {
      let output = try complete("zsh") { script in
        [
          "zsh", "-f", "-c",
          #"""
          zmodload zsh/zpty
          zpty terminal zsh -f -i
          zpty -w terminal "PS1=; cd ${1:h}; autoload -U compinit; compinit -u -D; source $1; setopt no_beep"
          zpty -w terminal 'show() { print -r -- "GO""T[$BUFFER]"; zle .kill-buffer }; zle -N show; bindkey "^X" show'
          zpty -w terminal 'LISTMAX=1000; print REA''DY'
          zpty -r terminal seen '*READY*'
          zpty -w -n terminal "$2"$'\t\C-x'
          zpty -r terminal seen '*GOT\[*\]*'
          print -r -- "${${seen#*GOT\[}%%\]*}"
          """#, "zsh", script, line,
        ]
      }
      return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(try zsh("runbook ask nea") == "runbook ask nearyou")
    #expect(try zsh("runbook ask nigh") == "runbook ask night@home")
    #expect(try zsh("runbook ask n").hasPrefix("runbook ask n"))
    #expect(try zsh("runbook doc") == "runbook doctor")
    #expect(try zsh("runbook --file _run") == "runbook --file _runbook")
  }
}
