import HTTPTransport
import LiveHost
import Operations
import Program
import TerminalSurface

/// The same program, which also serves agents by HTTP.
@main
struct RunbookHTTP {
  static func main() async {
    await Program.run { options in
      do {
        return try await serve(options)
      } catch let problem as Problem {
        return Program.fail(problem.text, help: problem.help)
      } catch {
        return Program.fail((error as? Fault)?.text ?? "\(error)")
      }
    }
  }

  private struct Problem: Error {
    var text, help: String
  }

  private static func serve(_ options: Options) async throws -> Int32 {
    let places = try places(options)
    let file = try TokenFile(path: options.own["--token-file"]?.last)
    let tokens = try tokens(file, isLocal: places.allSatisfy(\.isLocal))
    let server = try Program.agents(options)
    var listeners: [ServingSocket] = []
    defer { for listener in listeners { listener.remove() } }
    for place in places { listeners.append(try ServingSocket.open(place)) }
    let addresses = listeners.map { $0.address.hasPrefix("/") ? "localhost" : $0.address }
    let gate = Gate(
      addresses: addresses, hosts: options.own["--allow-host"] ?? [],
      origins: options.own["--allow-origin"] ?? [],
      tokens: tokens.map { BearerToken(id: $0.id, secret: $0.secret) })
    let stop = try StopSignals()
    Program.say(Connecting.words(addresses: listeners.map(\.address), tokenFile: file.path))
    return await HTTPServer(server, gate: gate).serve(listeners.map(\.socket), until: stop.wait)
      ? 0 : Program.fail("no thread to serve with")
  }

  private static func places(_ options: Options) throws -> [ServingSocket.Place] {
    let paths = options.own["--socket"] ?? []
    let words = options.own["--listen"] ?? (paths.isEmpty ? [Connecting.standard] : [])
    return try words.map { word in
      guard let place = ServingSocket.Place(word) else {
        throw Problem(
          text: "--listen takes an address in numbers and a port: \(word)",
          help: "--listen \(Connecting.standard)")
      }
      return place
    } + paths.map { .path($0) }
  }

  /// Where others can get to, the token is not made by the way: somebody has to have it before the door is open.
  private static func tokens(_ file: TokenFile, isLocal: Bool) throws -> [TokenFile.Token] {
    if let tokens = try file.tokens() { return tokens }
    guard isLocal else {
      throw Problem(
        text: "no token yet, and this address can be reached from elsewhere: \(file.path) is not there",
        help: "umask 077; openssl rand -hex 32 > \(file.path)")
    }
    try file.make()
    return try file.tokens() ?? []
  }
}
