import Glibc
import Testing

@testable import LiveHost

@Suite(.enabled(if: access("/usr/sbin/visudo", X_OK) == 0, "needs visudo"))
struct SudoersSyntaxTests {
  private static let threads = Threads(limit: 2)

  @Test(arguments: [
    "", "# nothing\n",
    "deploy ALL=(root) NOPASSWD: /usr/bin/timeout -k 5 60 /usr/bin/supervisorctl restart a\\:b\n",
  ]) func takes(_ text: String) async throws {
    #expect(try await SudoersSyntax.fault(in: text, on: Self.threads) == nil)
  }

  @Test func tellsTheLine() async throws {
    let fault = try await SudoersSyntax.fault(
      in: "# one\ndeploy ALL=(root) NOPASSWD /bin/a\n", on: Self.threads)
    #expect(fault?.hasPrefix("line 2:") == true && fault?.contains("/proc/") == false, "\(fault ?? "")")
  }
}
