import Glibc
import LiveHost
import Operations

/// `deed SECONDS PROGRAM WORDS…`: does one deed and tells how it went, so that a test can have it done by another
/// account, on another server, or by a process that is killed meanwhile.
@main
struct DoDeed {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    let words = CommandLine.arguments.dropFirst()
    guard words.count > 1, let seconds = words.first.flatMap({ Int($0) }) else { exit(64) }
    let command = Words(words[words.startIndex + 1], Array(words.dropFirst(2)), seconds: seconds)
    do {
      let outcome = try await LiveActuator(threads: Threads()).perform(.run(command))
      print("status \(outcome.status): \(outcome.output)")
    } catch {
      print("\(error.kind.rawValue): \(error.text)" + (error.said.isEmpty ? "" : ", it said: \(error.said)"))
    }
  }
}
