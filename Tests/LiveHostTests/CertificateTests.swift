import Glibc
import ServerFacts
import Testing

@testable import LiveHost

@Suite struct CertificateTests {
  private let folder: TemporaryFolder
  private let server = LiveServer(threads: Threads())

  init() throws {
    folder = try TemporaryFolder()
    for name in ["one", "two"] {
      let result = try ChildProcess.run(
        words: [
          "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
          "-nodes",
          "-keyout", "\(folder.path)/\(name).key", "-out", "\(folder.path)/\(name).crt", "-days", "30",
          "-subj",
          "/O=Example/CN=\(name).example.org", "-addext",
          "subjectAltName=DNS:\(name).example.org,DNS:www.example.org",
        ], environment: [:], seconds: 10)
      #expect(result.status == 0)
    }
  }

  private func certificate(_ name: String) async throws -> CertificateFields {
    guard
      case .seen(.certificates(let chain)) = await server.look(
        .certificate(path: "\(folder.path)/\(name).crt"))
    else { throw TemporaryFolder.Failure() }
    return try #require(chain.first)
  }

  private func key(_ name: String) async throws -> PublicKeyFields {
    guard case .seen(.publicKey(let key)) = await server.look(.publicKey(path: "\(folder.path)/\(name).key"))
    else {
      throw TemporaryFolder.Failure()
    }
    return key
  }

  @Test func fieldsAndFit() async throws {
    let one = try await certificate("one")
    #expect(one.subject == "CN=one.example.org,O=Example")
    #expect(one.issuer == one.subject)
    #expect(one.names == ["one.example.org", "www.example.org"])
    #expect(one.notAfter - one.notBefore == 30 * 86_400)
    #expect(one.fingerprint.count == 64)
    #expect(try await key("one").publicKey == one.publicKey)
    #expect(try await key("one").attributes.mode == 0o600)
    #expect(try await key("two").publicKey != one.publicKey)
  }

  @Test func whatIsNoCertificate() async throws {
    try folder.write("none.pem", "hello")
    let missing = await server.look(.certificate(path: "\(folder.path)/missing"))
    #expect(missing == .seen(.absent))
    for look in [
      Look.certificate(path: "\(folder.path)/none.pem"), .publicKey(path: "\(folder.path)/none.pem"),
    ] {
      guard case .unseen(let blindness) = await server.look(look) else { throw TemporaryFolder.Failure() }
      #expect(blindness.reason == .malformed)
    }
  }

  @Test func digest() {
    #expect(
      OpenSSLDigests().sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func handshake() async throws {
    let port = 20_000 + Int(getpid()) % 10_000
    let folder = folder.path
    async let served: Void = Threads().run {
      _ = try? ChildProcess.run(
        words: [
          "/usr/bin/openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "\(folder)/one.crt",
          "-key",
          "\(folder)/one.key", "-servername", "two.example.org", "-cert2", "\(folder)/two.crt", "-key2",
          "\(folder)/two.key", "-naccept", "2", "-quiet",
        ], environment: [:], seconds: 10)
    }
    var seen = await server.look(.handshake(port: port, serverName: "one.example.org"))
    for _ in 0..<50 {
      guard case .unseen(let blindness) = seen, blindness.reason == .unreachable else { break }
      try await Task.sleep(for: .milliseconds(50))
      seen = await server.look(.handshake(port: port, serverName: "one.example.org"))
    }
    #expect(seen == .seen(.certificates([try await certificate("one")])))
    let named = await server.look(.handshake(port: port, serverName: "two.example.org"))
    #expect(named == .seen(.certificates([try await certificate("two")])))
    _ = await served
    guard case .unseen(let blindness) = await server.look(.handshake(port: port, serverName: "x")) else {
      throw TemporaryFolder.Failure()
    }
    #expect(blindness.reason == .unreachable)
  }
}
