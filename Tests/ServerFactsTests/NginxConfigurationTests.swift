import Testing

@testable import ServerFacts

struct NginxConfigurationTests {
  @Test func oneLine() {
    let hosts = NginxConfiguration.hosts(
      "server{listen 80;server_name a b;location /{proxy_pass http://127.0.0.1:3004;}}")
    #expect(
      hosts == [
        VirtualHost(
          line: 1, names: ["a", "b"], ports: [80], proxiedPorts: [ProxiedPort(port: 3004, line: 1)])
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
          line: 2, names: ["luci.example", "www.luci.example"], ports: [443], securePorts: [443],
          proxiedPorts: [ProxiedPort(port: 3004, line: 7)])
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
