import Glibc
import Operations
import Testing

@testable import LiveHost

/// The secrets that let agents in over HTTP.
struct TokenFileTests {
  private static func write(_ text: String, _ path: String, mode: mode_t = 0o600) throws {
    try AtomicFile.write(Array(text.utf8), to: path, mode: mode)
  }

  @Test func aTokenIsMadeOnceAndCanBeReadByUsAlone() throws {
    let folder = try TemporaryFolder()
    let file = try TokenFile(path: folder.path + "/token")
    #expect(try file.tokens() == nil)
    try file.make()
    let made = try #require(try file.tokens())
    #expect(made.count == 1 && made[0].secret.utf8.count == 64 && made[0].id.utf8.count == 8)
    #expect(!made[0].secret.contains(made[0].id))
    var status = stat()
    #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    try file.make()
    #expect(try file.tokens()?.first?.secret == made[0].secret, "a second start keeps it")
  }

  @Test func everyLineIsAToken() throws {
    let folder = try TemporaryFolder()
    let file = try TokenFile(path: folder.path + "/token")
    try Self.write("# laptop\nabcdefghijklmnopqrstuv\n\n  0123456789abcdef0123456789abcdef\r\n", file.path)
    #expect(
      try file.tokens()?.map(\.secret) == ["abcdefghijklmnopqrstuv", "0123456789abcdef0123456789abcdef"])
  }

  @Test(arguments: [
    "", "# none\n", "short\n", "0123456789abcdef0123456789abcde\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    "two words in one line of the file\n", "pässwörd-pässwörd-pässwörd\n", "abcdefghijklmnopqrstuv\nshort\n",
  ]) func whatIsWeakIsRefused(_ text: String) throws {
    let folder = try TemporaryFolder()
    let file = try TokenFile(path: folder.path + "/token")
    try Self.write(text, file.path)
    #expect(throws: Fault.self) { try file.tokens() }
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o622]) func whatOthersCanReadIsRefused(_ mode: Int) throws {
    let folder = try TemporaryFolder()
    let file = try TokenFile(path: folder.path + "/token")
    try Self.write("0123456789abcdef0123456789abcdef\n", file.path, mode: mode_t(mode))
    let fault = #expect(throws: Fault.self) { try file.tokens() }
    #expect(fault?.text.contains("chmod 600") == true)
  }
}

/// Where a service waits for its clients.
struct ServingSocketTests {
  @Test(arguments: [
    ("127.0.0.1:7373", true), ("127.3.2.1:1", true), ("[::1]:7373", true), ("localhost:0", true),
    ("0.0.0.0:80", false), ("10.0.0.1:80", false), ("[::]:80", false), ("[fe80::1]:80", false),
  ]) func anAddressTellsWhetherOthersGetThere(_ words: String, _ isLocal: Bool) throws {
    #expect(try #require(ServingSocket.Place(words)).isLocal == isLocal)
  }

  @Test(arguments: [
    "", "7373", ":7373", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "example.org:80", "::1:80", "127.1:80",
  ])
  func whatIsNoAddressInNumbersIsRefused(_ words: String) { #expect(ServingSocket.Place(words) == nil) }

  @Test func aSocketInTheFileSystemIsOursAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/http.sock"
    let first = try ServingSocket.open(.path(path))
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(throws: Fault.self, "one that answers stays") { try ServingSocket.open(.path(path)) }
    close(first.socket)
    let second = try ServingSocket.open(.path(path))
    second.remove()
    #expect(lstat(path, &status) != 0)
    close(second.socket)
    try AtomicFile.write("", to: path)
    #expect(throws: Fault.self, "a file stays") { try ServingSocket.open(.path(path)) }
  }

  @Test func aFreePortIsTold() throws {
    let socket = try ServingSocket.open(.ipv4("127.0.0.1", 0))
    defer { close(socket.socket) }
    #expect(socket.address.hasPrefix("127.0.0.1:") && socket.address != "127.0.0.1:0")
    #expect(throws: Fault.self) { try ServingSocket.open(try #require(ServingSocket.Place(socket.address))) }
  }
}
