import Findings
import ServerFacts

/// Proves that supervisord has read its files: it knows just the programs that they have, each with its command.
enum SupervisorRereadProof {
  static func judge(_ server: any Server) async -> ProofOutcome {
    switch await atOnce(
      { await SupervisorConfiguration().ask(server) }, { await LoadedPrograms().ask(server) })
    {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)): return .unknown(Told(blindness))
    case (.seen(let files), .seen(let loaded)):
      if let mistake = files.mistakes.first {
        return .failed(
          .notReloaded,
          Told(
            "supervisord cannot take its files as they are",
            untrusted: "\(mistake.file):\(mistake.line): \(mistake.text)"))
      }
      let known = loaded.byName
      let missing = files.programs.keys.filter { known[$0] == nil }
      let left = known.keys.filter { files.programs[$0] == nil }
      let changed = files.programs.values.filter { program in
        guard let command = program.settings["command"]?.value, let loaded = known[program.name] else {
          return false
        }
        return words(command) != words(loaded.command)
      }.map(\.name)
      let wrong = (missing + left + changed).sorted()
      guard wrong.isEmpty else {
        return .failed(
          .notReloaded,
          Told(
            "supervisord has not read what its files say of \(wrong.count) programs",
            untrusted: wrong.joined(separator: "\n")))
      }
      let new = loaded.count { !$0.isInUse }
      let told = new == 0 ? "" : "; \(new) of them wait for an update"
      return .proved("supervisord knows the \(known.count) programs of its files\(told)")
    }
  }

  private static func words(_ command: String) -> [Substring] {
    command.split(whereSeparator: \.isWhitespace)
  }
}
