import Testing

@testable import ServerFacts

struct NginxConfigurationTests {
  @Test func oneLine() {
    let hosts = NginxConfiguration.hosts(
      "server{listen 80;server_name a b;location /{proxy_pass http://127.0.0.1:3004;}}")
    #expect(
      hosts == [
        VirtualHost(
          line: 1, names: ["a", "b"], listens: [VirtualHost.Listen(port: 80)],
          proxiedPorts: [ProxiedPort(port: 3004, line: 1)])
      ])
  }

  @Test func commentsAndQuotes() {
    let hosts = NginxConfiguration.hosts(
      """
      # server { listen 1; }
      server { # proxy_pass http://127.0.0.1:9;
        listen 443 ssl; # listen 2;
        server_name "luci.example" 'www.luci.example';
        add_header X "a; b { c } # d";
        location /a#b {
          proxy_pass http://localhost:3004/path;
        }
      }
      """)
    #expect(
      hosts == [
        VirtualHost(
          line: 2, names: ["luci.example", "www.luci.example"],
          listens: [VirtualHost.Listen(port: 443, isSecure: true)],
          proxiedPorts: [ProxiedPort(port: 3004, line: 7, location: "/a#b")])
      ])
  }

  @Test func variables() {
    let hosts = NginxConfiguration.hosts(
      "server {\n  server_name a;\n  set $to ${scheme}x;\n  return 301 https://${host}${uri};\n  listen 80;\n}\n"
        + "server { server_name b; listen 81; location / { proxy_pass http://$backend; } }\n")
    #expect(hosts.map(\.names) == [["a"], ["b"]])
    #expect(hosts.map(\.ports) == [[80], [81]])
    #expect(hosts.map(\.proxiedPorts) == [[], []])
  }

  @Test func upstreamsBeforeAndBehind() {
    let hosts = NginxConfiguration.hosts(
      """
      upstream early { server 127.0.0.1:3001; server 127.0.0.1:3002 backup; }
      server { server_name a; location / { proxy_pass http://early; } }
      server {
        server_name b;
        location / {
          proxy_pass http://late/x;
        }
      }
      upstream late { keepalive 8; server 127.0.0.1:3003 weight=2; server unix:/run/x.sock; }
      """)
    #expect(hosts.map { $0.proxiedPorts.map(\.port) } == [[3001, 3002], [3003]])
    #expect(hosts.map { $0.proxiedPorts.map(\.line) } == [[2, 2], [6]])
  }

  @Test(
    arguments: [
      ("80", [80]), ("443 ssl http2", [443]), ("[::]:443 ssl", [443]), ("127.0.0.1:8080", [8080]),
      ("*:81", [81]), ("[::1]:82", [82]), ("unix:/run/nginx.sock", []), ("localhost:83 default_server", [83]),
      ("[::1]", [80]),
    ] as [(String, [Int])]) func listens(_ words: String, _ ports: [Int])
  {
    #expect(NginxConfiguration.hosts("server { listen \(words); }").first?.ports == ports)
  }

  @Test func addressesAndTLS() {
    let host = NginxConfiguration.hosts(
      "server { listen 443 ssl default_server; listen [::]:443; listen 127.0.0.1; listen 0.0.0.0:81; }"
    ).first
    #expect(
      host?.listens == [
        .init(port: 443, isSecure: true, isDefault: true), .init(address: "[::]", port: 443),
        .init(address: "127.0.0.1", port: 80), .init(port: 81),
      ])
    let old = NginxConfiguration.hosts("server { ssl on; listen 8443; } server { root /srv; }")
    #expect(old.map(\.securePorts) == [[8443], []] && old.map(\.ports) == [[8443], [80]])
  }

  @Test func certificatesOfEachKindOfKey() {
    let host = NginxConfiguration.hosts(
      "server { ssl_certificate /a.pem; ssl_certificate_key b.key; ssl_certificate $c; }"
    ).first
    #expect(host?.certificates == ["/a.pem", "$c"] && host?.certificateKeys == ["/etc/nginx/b.key"])
  }

  @Test func locations() {
    let host = NginxConfiguration.hosts(
      """
      upstream two { server 127.0.0.1:1; server 127.0.0.1:2 down; }
      server {
        location / { proxy_pass http://two; }
        location ^~ /api { if ($x) { proxy_pass http://127.0.0.1:3; } }
        location @app { proxy_pass http://10.0.0.9:4; }
      }
      """
    ).first
    #expect(host?.proxiedPorts.map(\.port) == [1, 3, 4])
    #expect(host?.proxiedPorts.map(\.location) == ["/", "/api", "@app"])
    #expect(host?.proxiedPorts.map(\.isLocal) == [true, true, false])
  }

  @Test func severalServersWithWindowsLineEnds() {
    let hosts = NginxConfiguration.hosts(
      "http {\r\n server {\r\n listen 1; }\r\n\r\n server { listen 2; } }\r\n")
    #expect(hosts.map(\.line) == [2, 5] && hosts.map(\.ports) == [[1], [2]])
  }

  @Test(arguments: [
    "", "}", "}}}{{{", "server {", "server { listen", "\"", "server { server_name \"x", ";;;", "server;",
  ])
  func survives(_ text: String) { #expect(NginxConfiguration.hosts(text).count <= 1) }
}
