import Foundation
import JSON
import RawHTTP
import Testing

/// The program that serves agents by HTTP, as it is started and as it is attacked.
extension EndToEnd {
  @Suite struct HTTPTests {
    private static let program = Testbed.built("runbook-http")
    private static let runbook = Testbed.root.appendingPathComponent("AGENTS.md").path
    private static let seed = ProcessInfo.processInfo.environment["RUNBOOK_SEED"] ?? "1"

    /// A service on this machine, in a folder of its own.
    private final class Service {
      let folder: URL
      let process = Process()
      private let errors = Pipe()
      private(set) var said = ""

      init(_ options: String..., program: String = HTTPTests.program) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("runbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
          ["--file", HTTPTests.runbook, "mcp", "--http", "--token-file", folder.path + "/token"]
          + options.map { $0.replacing("FOLDER", with: folder.path) }
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
      }

      /// All that is said until the token's place is, or the process ends.
      func wait() -> String {
        while !said.contains("runbook: the token is in") {
          let part = errors.fileHandleForReading.availableData
          if part.isEmpty { break }
          said += String(decoding: part, as: UTF8.self)
        }
        return said
      }

      var port: Int {
        let place = wait().firstRange(of: "http://127.0.0.1:").map { said[$0.upperBound...] } ?? ""
        return Int(place.prefix { $0.isNumber }) ?? 0
      }

      var token: String {
        (try? String(contentsOf: folder.appendingPathComponent("token"), encoding: .utf8))?
          .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      }

      func end() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
        return process.terminationStatus
      }
    }

    private static func ping(_ token: String) -> String {
      let body = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
      return [
        "POST /mcp HTTP/1.1", "Host: localhost", "Authorization: Bearer \(token)",
        "Content-Type: application/json", "Content-Length: \(body.utf8.count)", "", body,
      ].joined(separator: "\r\n")
    }

    @Test func theProgramBecomesTheOneThatServes() async throws {
      let service = try Service("--listen", "127.0.0.1:0", program: Testbed.built("runbook"))
      let connection = try RawConnection(port: service.port)
      await connection.send(Self.ping(service.token))
      #expect(await connection.answer()?.status == 200)
      let token = service.token
      #expect(token.utf8.count == 64 && !service.said.contains(token))
      let attributes = try FileManager.default.attributesOfItem(atPath: service.folder.path + "/token")
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      #expect(service.end() == 0)
    }

    @Test func aSocketInTheFileSystemIsServedToo() async throws {
      let service = try Service("--socket", "FOLDER/http.sock", "--listen", "127.0.0.1:0")
      let path = service.folder.path + "/http.sock"
      #expect(service.wait().contains(path))
      for connection in [try RawConnection(path: path), try RawConnection(port: service.port)] {
        await connection.send(Self.ping("x"))
        #expect(await connection.answer()?.status == 401)
        await connection.send(Self.ping(service.token))
        #expect(await connection.answer()?.status == 200)
      }
      #expect(service.end() == 0)
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: ["0.0.0.0:0", "[::]:0"]) func withoutATokenNobodyElseGetsThere(_ address: String) throws
    {
      let service = try Service("--listen", address)
      #expect(service.wait().contains("openssl rand -hex 32"))
      #expect(!FileManager.default.fileExists(atPath: service.folder.path + "/token"))
      #expect(service.end() == 1)
    }

    @Test func aTokenThatOthersReadIsNone() throws {
      let service = try Service("--listen", "127.0.0.1:0")
      _ = service.wait()
      let token = service.folder.path + "/token"
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: token)
      let other = try Service("--token-file", token, "--listen", "127.0.0.1:0")
      #expect(other.wait().contains("chmod 600"))
      #expect(other.end() == 1)
      #expect(service.end() == 0)
    }

    /// A second of hostile requests, and slow connections beside quick ones; `make hostile-http` takes more of both.
    @Test func whateverIsSentNothingIsServedWithoutTheToken() async throws {
      let script = Testbed.root.appendingPathComponent("Tests/EndToEndTests/hostile_http.py").path
      let output = try await Testbed.call([
        "/usr/bin/python3", script, Self.program, Self.runbook, "--requests", "2000", "--seed", Self.seed,
        "--slow", "200", "--seconds", "5",
      ])
      #expect(output.status == 0, "\(output.output.prefix(3000))\(output.errors.suffix(1000))")
      let report = try JSON.parse(Array(output.output.utf8))
      #expect(report["requests"]?.asInt == 2000)
      for status in ["200", "202", "400", "401", "404", "405", "413", "421", "431"] {
        #expect(report["statuses"]?[status]?.asInt ?? 0 > 0, "no \(status) among \(output.output)")
      }
      let p99 = try #require(report["slow"]?["p99"]?.asDouble)
      let alone = try #require(report["slow"]?["alone"]?.asDouble)
      #expect(p99 < max(50, 3 * alone), "\(output.output)")
      print("hostile-http: \(output.output)")
    }
  }
}
