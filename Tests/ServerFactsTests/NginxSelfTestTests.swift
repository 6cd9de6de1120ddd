import Testing

@testable import ServerFacts

/// Lines in the shape in which `nginx -t` prints them.
struct NginxSelfTestTests {
  private func refusal(_ status: Int, _ errors: String) -> Observation<String?> {
    NginxSelfTest.refusal(CommandOutput(status: status, output: "", errors: errors))
  }

  @Test func warningsAreNoRefusal() {
    #expect(refusal(0, "nginx: [warn] conflicting server name \"a\" on 0.0.0.0:80, ignored\n") == .seen(nil))
  }

  @Test func theEmergencyLineIsTheRefusal() {
    let errors =
      "nginx: [warn] x\nnginx: [emerg] unknown directive \"a\" in /etc/nginx/nginx.conf:12\nnginx: failed\n"
    #expect(refusal(1, errors) == .seen("[emerg] unknown directive \"a\" in /etc/nginx/nginx.conf:12"))
  }

  @Test func aKeyThatMayNotBeReadIsBlindness() {
    let errors =
      "nginx: [emerg] cannot load certificate key \"/k\": BIO_new_file() failed (Permission denied)\n"
    guard case .unseen(let blindness) = refusal(1, errors) else { Issue.record("seen"); return }
    #expect(blindness.reason == .permission)
  }

  @Test func aFailureWithoutItsLineIsBlindness() {
    guard case .unseen(let blindness) = refusal(127, "") else { Issue.record("seen"); return }
    #expect(blindness.reason == .malformed)
  }
}
