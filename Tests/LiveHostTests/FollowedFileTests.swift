import Glibc
import Operations
import Testing

@testable import LiveHost

/// A log on this machine while it grows, is rotated and is cut.
struct FollowedFileTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/log" }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("log", "one\n")
  }

  private func append(_ text: String, to name: String = "log") throws {
    let descriptor = open("\(folder.path)/\(name)", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    try #require(write(descriptor, bytes, bytes.count) == bytes.count)
  }

  private func more(_ file: FollowedFile) throws -> String {
    String(decoding: try file.more(), as: UTF8.self)
  }

  @Test func whatComesInWholeLines() throws {
    let file = try FollowedFile(path, from: 4)
    #expect(try more(file) == "")
    try append("two\nthr")
    #expect(try more(file) == "two\n")
    try append("ee\n")
    #expect(try more(file) == "three\n")
    #expect(try more(file) == "")
  }

  @Test func aLineWithoutAnEndIsNotKeptForEver() throws {
    let file = try FollowedFile(path, from: 4)
    try append(String(repeating: "x", count: 70_000))
    #expect(try more(file).utf8.count == 70_000)
    try append(String(repeating: "y\n", count: 1 << 20))
    var count = 0
    while case let part = try more(file).utf8.count, part > 0 { count += part }
    #expect(count == 2 << 20)
  }

  @Test func throughRotation() throws {
    let file = try FollowedFile(path, from: 4)
    try append("two\n")
    try #require(rename(path, path + ".1") == 0)
    // The program writes to the old one until it is told, and the last line may have no end.
    try append("three\nfour", to: "log.1")
    #expect(try more(file) == "two\nthree\n")
    #expect(try more(file) == "")
    try append("five\n")
    #expect(try more(file) == "four\nfive\n")
    try append("six\n")
    #expect(try more(file) == "six\n")
  }

  @Test func throughACut() throws {
    let file = try FollowedFile(path, from: 4)
    try append("two\nthr")
    #expect(try more(file) == "two\n")
    try #require(truncate(path, 0) == 0)
    #expect(try more(file) == "")
    try append("a\n")
    #expect(try more(file) == "a\n")
  }

  @Test func onlyFiles() throws {
    try #require(mkfifo("\(folder.path)/fifo", 0o600) == 0)
    for name in ["fifo", "absent", "."] {
      #expect(throws: Fault.self) { _ = try FollowedFile("\(folder.path)/\(name)", from: 0) }
    }
  }

  @Test func nothingStaysOpen() throws {
    let before = try FileLooks.names(in: "/proc/self/fd").count
    do {
      let file = try FollowedFile(path, from: 0)
      try #require(rename(path, path + ".1") == 0)
      try append("new\n")
      #expect(try more(file) == "one\n" && more(file) == "new\n")
    }
    #expect(try FileLooks.names(in: "/proc/self/fd").count == before)
  }
}
