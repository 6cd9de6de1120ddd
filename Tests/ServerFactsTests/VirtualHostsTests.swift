import Testing

@testable import ServerFacts

/// A folder of virtual hosts that include what they have in common.
struct VirtualHostsTests {
  private static let folder = "/etc/nginx/sites-enabled"
  private static let file = FileAttributes(kind: .file, mode: 0o644)

  private func hosts(_ text: String, _ looks: [Look: Observation<Seen>]) async -> Observation<[VirtualHost]> {
    var looks = looks
    looks[.folder(path: Self.folder)] = .seen(.folder([FolderEntry(name: "luci", attributes: Self.file)]))
    looks[.text(path: "\(Self.folder)/luci")] = .seen(.text(text))
    let server = RecordedServer(at: Instant(seconds: 0), looks: looks)
    return await VirtualHosts(folder: Self.folder + "/").ask(server).map { $0.flatMap(\.hosts) }
  }

  @Test func includedWordsStandInTheLineOfTheirInclude() async {
    let found = await hosts(
      "server {\n  include snippets/tls.conf;\n  server_name luci.example;\n\n  include /srv/app-*.conf;\n}\n",
      [
        .text(path: "/etc/nginx/snippets/tls.conf"): .seen(
          .text("# ours\nlisten 443 ssl;\nssl_certificate /a.pem;\n")),
        .folder(path: "/srv"): .seen(
          .folder([
            FolderEntry(name: "app-luci.conf", attributes: Self.file),
            FolderEntry(name: "app-old.bak", attributes: Self.file),
          ])),
        .text(path: "/srv/app-luci.conf"): .seen(
          .text("location / {\n  proxy_pass http://127.0.0.1:3004;\n}\n")),
      ])
    #expect(
      found
        == .seen([
          VirtualHost(
            line: 1, names: ["luci.example"], listens: [.init(port: 443, isSecure: true)],
            proxiedPorts: [ProxiedPort(port: 3004, line: 5)], certificates: ["/a.pem"])
        ]))
  }

  @Test func whatIsIncludedAndUnseenIsUnseen() async {
    let refusal = Blindness(.permission, "no")
    let found = await hosts(
      "server { include private; }", [.text(path: "/etc/nginx/private"): .unseen(refusal)])
    #expect(found == .unseen(refusal))
  }

  @Test func aCircleOfIncludesEnds() async {
    let found = await hosts(
      "include circle;", [.text(path: "/etc/nginx/circle"): .seen(.text("include circle; include circle;"))])
    guard case .unseen(let blindness) = found else { Issue.record("seen"); return }
    #expect(blindness.reason == .malformed)
  }

  @Test func aWordOfThatNameIsNoDirective() async {
    let found = await hosts("server { server_name include nothing; }", [:])
    #expect(found.map { $0.map(\.names) } == .seen([["include", "nothing"]]))
  }
}
