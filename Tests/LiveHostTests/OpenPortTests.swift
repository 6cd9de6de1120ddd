import Glibc
import Testing

@testable import LiveHost

@Suite struct OpenPortTests {
  /// The kernel's answer and its files tell the same, whatever else listens meanwhile.
  @Test func bothWaysTellTheSame() throws {
    let ours = [try ListeningSocket(AF_INET), try ListeningSocket(AF_INET6)]
    let asked = try OpenPort.askedOfKernel()
    let read = try OpenPort.rows(of: "/proc/net/tcp") + OpenPort.rows(of: "/proc/net/tcp6")
    for socket in ours {
      let found = asked.filter { $0.port == socket.port }
      #expect(found.count == 1)
      #expect(found == read.filter { $0.port == socket.port })
    }
    #expect(found(asked, "127.0.0.1") && found(asked, "::1"))
  }

  private func found(_ ports: [OpenPort], _ address: String) -> Bool {
    ports.contains { $0.address == address && $0.inode > 0 }
  }
}
