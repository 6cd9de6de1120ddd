import Findings
import RunbookModel
import ServerFacts

/// The file that a job's output goes to, and who opens it.
struct JobLog: Sendable {
  var path: String
  /// The line that opens it.
  var evidence: Evidence
  /// The script makes folders before, and so perhaps this file's.
  var makesFolders = false

  /// The logs of a schedule: what its crontab's line and the script's own `exec >>` open. The user is known.
  static func logs(
    of schedule: Schedule, user: String, _ facts: Facts, _ crontabs: Crontabs
  ) async -> Observation<[JobLog]> {
    var found: [JobLog] = []
    switch await crontabs.lines(of: user) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let lines):
      for line in lines?.running(schedule) ?? [] where !line.job.isCommentedOut {
        found += line.outputs.map { JobLog(path: $0, evidence: JobScheduled.evidence(line)) }
      }
    }
    guard let path = schedule.script else { return .seen(found) }
    switch await facts.ask(ScriptCommands(path: path.value), AccountNamed(user)) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)): return .unseen(blindness)
    case (.seen(nil), _): return .seen(found)
    case (.seen(let commands?), .seen(let account)):
      let script = ScheduledScript(schedule, path, commands, home: account?.home)
      return .seen(found + script.logs)
    }
  }
}

extension ScheduledScript {
  /// What `exec >>FILE` outside of every condition opens, where the name is certain.
  fileprivate var logs: [JobLog] {
    var makesFolders = false
    var found: [JobLog] = []
    for command in commands {
      if ["mkdir", "install"].contains(command.program) { makesFolders = true }
      guard command.name == "exec", command.words.count == 1, command.scopes.isEmpty else { continue }
      for redirect in command.redirects where redirect.opensOutput {
        guard let paths = values.values(of: redirect.target, in: command), paths.count == 1,
          let path = paths.first,
          path.hasPrefix("/"), !path.hasPrefix("/dev/")
        else { continue }
        found.append(JobLog(path: path, evidence: evidence(command), makesFolders: makesFolders))
      }
    }
    return found
  }
}

extension ShellRedirect {
  /// Whether the output or the errors go to a file: `exec 9>lock` is no log.
  var opensOutput: Bool { [">", ">>", "&>", "&>>"].contains(sign) && descriptor <= 2 }
}
