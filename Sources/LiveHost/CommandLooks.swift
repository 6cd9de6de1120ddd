import Findings
import Glibc
import Operations
import ServerFacts

/// The few programs that answer a question and change nothing.
enum CommandLooks {
  static let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]

  static func run(_ command: ReadOnlyCommand) -> Observation<Seen> {
    switch command {
    case .ownCrontab: run("crontab", ["-l"])
    case .nginxConfigurationTest: run("nginx", ["-t"])
    case .sudoAllows(let words): run("sudo", ["-n", "-l", "--"] + words)
    }
  }

  private static func run(_ name: String, _ arguments: [String]) -> Observation<Seen> {
    guard
      let program = folders.map({ $0 + "/" + name }).first(where: { (path: String) in access(path, X_OK) == 0
      })
    else {
      return .unseen(Blindness(.missingProgram, "\(name) is in none of \(folders.joined(separator: ", "))"))
    }
    do throws(Fault) {
      let result = try ChildProcess.run(
        words: [program] + arguments, environment: CommandEnvironment.variables(), seconds: 20)
      guard !result.timedOut else { return .unseen(Blindness(.timeout, "\(program) did not end in 20 s")) }
      return .seen(
        .output(
          CommandOutput(
            status: result.status, output: SecretMask.mask(WorldText.clean(result.output)),
            errors: SecretMask.mask(WorldText.clean(result.errors)))))
    } catch {
      return .unseen(Blindness(error.kind == .permission ? .permission : .unreachable, error.text))
    }
  }
}

/// The environment every program gets from us: built from nothing.
enum CommandEnvironment {
  static func variables() -> [String: String] {
    [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME": AccountLooks.homeOfCaller(), "LANG": "C.UTF-8",
    ]
  }
}
