import Findings
public import RunbookModel
public import ServerFacts

/// sudo reads the file that the runbook names.
public struct SudoFileRead: Check {
  public static let card = CheckCard(
    id: "sudo-file-read",
    summary: "sudo reads the file that the runbook names",
    why:
      "sudo passes over a file with a dot in its name, a loose mode or an error, and asks for a password at night.",
    fix: "Give it a plain name, root as owner, mode 0440, and check it with visudo.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for path in SudoClaim(runbook).files where !path.value.hasSuffix("/") && path.value != "/etc/sudoers.d" {
      verdicts.append(await judge(path, facts))
    }
    return verdicts
  }

  private func judge(_ path: Located<String>, _ facts: Facts) async -> Verdict {
    let claim = Address("sudoers", path.value, "file"), range = path.range
    let stated = "the runbook names \(path.value)"
    let (syntax, attributes) = await facts.ask(
      SudoersFile(path: path.value), PathAttributes(path: path.value))
    switch attributes {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(nil):
      return drifts(
        claim, at: range, "\(stated); there is no such file",
        remedy: .advice("restore it, mode 0440, and check it: sudo visudo -c"))
    case .seen(let attributes?):
      if let (fault, advice) = Self.fault(path.value, attributes) {
        return drifts(claim, at: range, "\(stated); sudo does not read it: \(fault)", remedy: .advice(advice))
      }
    }
    switch syntax {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.readable): return holds(claim, at: range)
    case .seen(.broken(let words)):
      return drifts(
        claim, at: range, "\(stated); sudo cannot read it",
        evidence: [Evidence(source: "visudo", text: words)],
        remedy: .advice("correct it: sudo visudo -f \(path.value)"))
    }
  }

  /// What sudo refuses before it reads a line (sudoers(5), "Including other files from within sudoers").
  private static func fault(_ path: String, _ attributes: FileAttributes) -> (String, String)? {
    let name = path.split(separator: "/").last ?? ""
    if path.hasPrefix("/etc/sudoers.d/"), name.contains(".") || name.hasSuffix("~") {
      return ("its name has a dot or ends in ~", "rename it to \(name.filter { $0 != "." && $0 != "~" })")
    }
    if attributes.kind != .link, attributes.mode & 0o022 != 0 {
      return ("others than root may write it", "sudo chmod 440 \(path)")
    }
    if attributes.kind != .link, attributes.uid != 0 {
      return ("it belongs to uid \(attributes.uid)", "sudo chown root: \(path)")
    }
    return nil
  }

  private static let path = "/etc/sudoers.d/deploy"
  private static let text = "- Restarts need NOPASSWD sudo (already in /etc/sudoers.d/deploy)"
  private static let marked =
    "                                          ↓\n- Restarts need NOPASSWD sudo (already in /etc/sudoers.d/deploy)"
  private static let syntax = Look.command(.sudoersSyntax(path: path))

  private static func file(
    mode: Int, _ answer: CommandOutput = CommandOutput(status: 0, output: "parsed OK\n")
  )
    -> ExampleServer
  {
    .with {
      $0.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .file, mode: mode))
      $0.looks[syntax] = .output(answer)
    }
  }

  public static let examples = [
    CheckExample(.holds, text, file(mode: 0o440)),
    CheckExample(.drifts, marked, file(mode: 0o664)),
    CheckExample(
      .drifts, marked,
      file(mode: 0o440, CommandOutput(status: 1, output: "", errors: "\(path):1:33: syntax error\n"))),
    CheckExample(
      .unknown, text,
      .with {
        $0.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .file, mode: 0o440))
        $0.refused = [syntax]
      }),
  ]
}
