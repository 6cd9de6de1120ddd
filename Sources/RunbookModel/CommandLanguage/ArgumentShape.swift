/// What shows in the form of an argument and in no word of its own, so that no line of the catalogue can say it.
enum ArgumentShape {
  static func judge(_ command: SimpleCommand) -> Judgement? {
    chained(command) ?? emptied(command) ?? pushed(command) ?? requested(command) ?? unprotected(command)
      ?? restored(command)
      ?? asked(command) ?? proxied(command)
  }

  /// `tmux ls \; kill-server` goes on behind the semicolon, and what stands in `#( )` is run by a shell (tmux(1), Parsing
  /// syntax, FORMATS).
  private static func chained(_ command: SimpleCommand) -> Judgement? {
    guard command.program == "tmux",
      command.arguments.contains(where: { $0.text.hasSuffix(";") || $0.text.contains("#(") })
    else { return nil }
    return .unknown("tmux carries out further commands that stand in its arguments", source: "tmux(1)")
  }

  /// `> x.log`, `: > x.log`, `cat /dev/null > x.log`: nothing is written over what is there.
  private static func emptied(_ command: SimpleCommand) -> Judgement? {
    guard givesNothing(command),
      let file = command.redirects.first(where: { $0.kind == .write })?.target, !file.text.hasPrefix("/dev/")
    else { return nil }
    return Judgement(
      effect: .destroys, reason: "it empties \(file.text)", source: "sh(1), Redirection", isKnown: true)
  }

  private static func givesNothing(_ command: SimpleCommand) -> Bool {
    guard let program = command.program else { return command.words.isEmpty && command.assignments.isEmpty }
    let arguments = command.arguments.map(\.text).filter { $0 != "-n" && !$0.isEmpty }
    switch program {
    case ":", "true": return true
    case "echo", "printf": return arguments.isEmpty
    case "cat": return arguments == ["/dev/null"]
    default: return false
    }
  }

  /// `vzdump --restore x 101`: what is there now is written over, whatever the program does without the option.
  private static func restored(_ command: SimpleCommand) -> Judgement? {
    let words = command.arguments.prefix(64).map(\.text)
    guard words.contains(where: { $0 == "--restore" || $0.hasPrefix("--restore=") }),
      !words.contains(where: { $0.hasSuffix("dry-run") })
    else { return nil }
    return Judgement(
      effect: .destroys, reason: "--restore writes a copy over what is there",
      source: "the program's documentation", isKnown: true)
  }

  /// `git push origin :old` deletes a branch, `+main` writes over one.
  private static func pushed(_ command: SimpleCommand) -> Judgement? {
    let words = command.arguments.map(\.text)
    guard command.program == "git", let push = words.firstIndex(of: "push"),
      let reference = words[(push + 1)...].first(where: { $0.hasPrefix(":") || $0.hasPrefix("+") })
    else { return nil }
    return Judgement(
      effect: .destroys, reason: "\(reference) deletes or writes over a branch", source: "git-push(1)",
      isKnown: true)
  }

  /// What keeps an object until its storage is cleared is taken away from it by a patch of its finalizers.
  private static func unprotected(_ command: SimpleCommand) -> Judgement? {
    guard let program = command.program, ["kubectl", "oc", "k3s"].contains(program),
      command.arguments.contains(where: { $0.text == "patch" }),
      command.arguments.contains(where: { $0.text.contains("finalizers") })
    else { return nil }
    return Judgement(
      effect: .destroys, reason: "without finalizers the object goes, whatever it holds",
      source: "kubernetes.io/docs/concepts/overview/working-with-objects/finalizers", isKnown: true)
  }

  /// `aws ec2 describe-instances`: the verb is the first part of the second word, whatever the service.
  private static func asked(_ command: SimpleCommand) -> Judgement? {
    guard command.program == "aws", let (_, arguments) = EffectCatalogue.entry(command),
      let verb = arguments.operand(1)?.literal, arguments.operand(0)?.literal != "s3api",
      verb.hasPrefix("describe-") || verb.hasPrefix("list-")
        || verb.hasPrefix("get-") && isOnlyShown(verb, arguments)
    else { return nil }
    return Judgement(
      effect: .observes, reason: "\(verb) reads", source: "docs.aws.amazon.com/cli", isKnown: true)
  }

  /// Neither a secret nor something for a file: `get-job-output … /srv/x` writes to the word that no option takes.
  private static func isOnlyShown(_ verb: String, _ arguments: Arguments) -> Bool {
    guard !secrets.contains(where: verb.contains), arguments.operands.count > 1 else { return false }
    return arguments.operands.dropFirst(2).allSatisfy { place in
      let before = arguments.words[place - 1].text
      return before.hasPrefix("--") && !before.hasPrefix("--no-") && before != "--debug"
    }
  }

  /// Parts of the verbs that hand out what opens something.
  private static let secrets = ["secret", "token", "password", "login", "credential", "key", "parameter"]

  /// `ssh -o ProxyCommand='x' host`: a program runs here before the other machine is asked, and a file of settings may
  /// name one.
  private static func proxied(_ command: SimpleCommand) -> Judgement? {
    guard let program = command.program, ["ssh", "autossh"].contains(program) else { return nil }
    let runs = RemoteText.ssh(command.arguments).options.contains { option in
      guard option.name == "-o" else { return option.name == "-F" }
      return running.contains(option.value?.prefix { $0 != "=" && $0 != " " }.lowercased() ?? "")
    }
    guard runs else { return nil }
    return Judgement(
      effect: .destroys, reason: "it runs a program here", source: "ssh_config(5)", isKnown: true)
  }

  private static let running: Set<String> = [
    "proxycommand", "localcommand", "permitlocalcommand", "knownhostscommand", "include", "match",
  ]

  /// A request that does not only read, to an address that says what is done there: `/_delete_by_query`, `/api/reset`.
  private static func requested(_ command: SimpleCommand) -> Judgement? {
    guard let program = command.program, ["curl", "wget", "http", "https", "xh"].contains(program) else {
      return nil
    }
    let words = command.arguments.prefix(64).map(\.text)
    guard words.contains(where: sends) else { return nil }
    let addresses = words.filter {
      $0.contains("/") && !$0.hasPrefix("-") && !$0.hasPrefix("@") && !$0.contains(" ")
    }
    for address in addresses where address.utf8.count <= 400 {
      let path = address.split(separator: "/").dropFirst().joined(separator: "/")
      if let word = ScriptName.words(path).first(where: ScriptName.isDestroying) {
        return Judgement(
          effect: .destroys, reason: "the address says \(word)", source: ScriptName.source, isKnown: true)
      }
    }
    return nil
  }

  private static func sends(_ word: String) -> Bool {
    ["POST", "PUT", "PATCH"].contains { word == $0 || word == "-X" + $0 || word.hasSuffix("=" + $0) }
      || ["-d", "-F", "-T", "--data", "--json", "--form", "--post", "--body"].contains { word.hasPrefix($0) }
  }
}
