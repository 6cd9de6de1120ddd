import Glibc

@testable import LiveHost

/// A folder that lives as long as the test that made it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/runbook-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    Self.remove(path)
  }

  private static func remove(_ path: String) {
    if let names = FileLooks.target(of: path) == nil ? try? FileLooks.names(in: path) : nil {
      for name in names { remove("\(path)/\(name)") }
    }
    Glibc.remove(path)
  }

  struct Failure: Error {}

  func write(_ name: String, _ text: String, mode: mode_t = 0o600) throws {
    let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Failure() }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure() }
  }
}
