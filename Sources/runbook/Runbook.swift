import Glibc
import LiveHost
import Operations
import Program

/// The program for people, cron and agents on standard input and output. HTTP needs a library that cannot be linked
/// statically, and so a program of its own.
@main
struct Runbook {
  /// Not asynchronous: a process can be made two only before anything has started a thread.
  static func main() {
    let attended = Program.attended()
    attended?.watch()
    let here = CallingThread()
    Task.detached(executorPreference: here) {
      await Program.run(attended, on: here) { _ in
        let fault = SisterProgram.become("runbook-http", words: Array(CommandLine.arguments.dropFirst()))
        return Program.fail(
          "HTTP is served by runbook-http, which has to lie beside runbook: \(fault.text)",
          help: "apt-get install libmicrohttpd-dev, and make install")
      }
    }
    here.work()
  }
}
