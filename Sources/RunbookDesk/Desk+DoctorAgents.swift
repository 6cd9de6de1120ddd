import Findings
import ServerFacts

/// Whether agents read the same file as we do: each looks for one of its own name first.
extension Desk {
  /// Codex stops adding text at 32 KiB (`project_doc_max_bytes`).
  private static let mostForCodex = 32 << 10

  /// Nothing where the runbook has another name: whoever named it names it to the agents as well.
  func agentDiagnoses() async -> [Diagnosis] {
    guard path.hasSuffix("/AGENTS.md") else { return [] }
    let folder = Self.folder(of: path)
    var found = await claudeDiagnoses(folder)
    if await isThere("\(folder)/AGENTS.override.md") {
      found.append(
        Diagnosis(
          "agents", .poor, "\(folder)/AGENTS.override.md is there: Codex reads it instead of AGENTS.md",
          help: "mv \(folder)/AGENTS.override.md \(folder)/AGENTS.override.md.old"))
    }
    let size = chapters.first?.bytes.count ?? 0
    if size > Self.mostForCodex {
      found.append(
        Diagnosis(
          "agents", .poor, "AGENTS.md has \(size >> 10) KiB, of which Codex reads the first 32",
          help: "move procedures into \(folder)/runbooks"))
    }
    let gemini = "\(folder)/GEMINI.md"
    if case .hides = await relation(of: gemini, to: folder) {
      found.append(
        Diagnosis(
          "agents", .poor,
          "\(gemini) does not import AGENTS.md: Gemini reads that file and, unless "
            + "context.fileName in .gemini/settings.json says so, not the runbook",
          help: "echo @AGENTS.md >> \(gemini)"))
    }
    return found
  }

  /// Claude Code reads every CLAUDE.md from the current folder upwards; one that leads to the runbook is enough.
  private func claudeDiagnoses(_ folder: String) async -> [Diagnosis] {
    var place = folder, hiding: String?
    while true {
      let base = place == "/" ? "" : place
      for path in ["\(base)/CLAUDE.md", "\(base)/.claude/CLAUDE.md"] {
        switch await relation(of: path, to: folder) {
        case .leads: return [Diagnosis("agents", .good, "\(path) leads to AGENTS.md")]
        case .hides: hiding = hiding ?? path
        case .absent: continue
        case .unseen(let text): return [Diagnosis("agents", .unknown, text)]
        }
      }
      guard place != "/", !(await isThere("\(place)/.git")) else { break }
      place = place.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
      if place.isEmpty { place = "/" }
    }
    guard let hiding else {
      return [
        Diagnosis(
          "agents", .unknown,
          "there is no CLAUDE.md: a Claude Code that reads no other name does not see AGENTS.md",
          help: "ln -s AGENTS.md \(folder)/CLAUDE.md")
      ]
    }
    let target = hiding.hasPrefix(folder + "/CLAUDE.md") ? "AGENTS.md" : "\(folder)/AGENTS.md"
    return [
      Diagnosis(
        "agents", .poor,
        "\(hiding) does not import AGENTS.md: Claude Code reads that file and not the runbook",
        help: "echo @\(target) >> \(hiding)")
    ]
  }

  private enum Relation {
    case leads, hides, absent
    case unseen(String)
  }

  private func relation(of path: String, to folder: String) async -> Relation {
    if case .seen(let file?) = await PathAttributes(path: path).ask(server), let target = file.target,
      target == "AGENTS.md" || target.hasSuffix("/AGENTS.md")
    {
      return .leads
    }
    switch await ScriptText(path: path).ask(server) {
    case .seen(nil): return .absent
    case .seen(let text?): return Self.imports(text) ? .leads : .hides
    case .unseen(let blindness): return .unseen(blindness.text)
    }
  }

  private func isThere(_ path: String) async -> Bool {
    if case .seen(.some) = await PathAttributes(path: path).ask(server) { return true }
    return false
  }

  /// Whether a word of the text is `@AGENTS.md` or `@./docs/AGENTS.md`, outside of code: there it is only told.
  static func imports(_ text: String) -> Bool {
    var isFenced = false
    for line in text.split(whereSeparator: \.isNewline) {
      if line.drop(while: \.isWhitespace).hasPrefix("```") {
        isFenced.toggle()
        continue
      }
      guard !isFenced else { continue }
      // What stands between backticks is every second part.
      for (place, part) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where place % 2 == 0 {
        let words = part.split(whereSeparator: \.isWhitespace)
        if words.contains(where: { $0 == "@AGENTS.md" || $0.hasPrefix("@") && $0.hasSuffix("/AGENTS.md") }) {
          return true
        }
      }
    }
    return false
  }
}
