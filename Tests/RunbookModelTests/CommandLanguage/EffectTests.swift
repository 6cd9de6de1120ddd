import Testing

@testable import RunbookModel

/// What commands do, judged from their words alone.
struct EffectTests {
  @Test(arguments: EffectCases.observing + ServerEffectCases.observing + ServerEffectCases.cloudReads)
  func observes(_ text: String) {
    #expect(CommandLine(text).judgement.effect == .observes, "\(CommandLine(text).judgement)")
  }

  @Test(arguments: EffectCases.reloading + ServerEffectCases.reloading) func reloads(_ text: String) {
    #expect(CommandLine(text).judgement.effect == .reloads, "\(CommandLine(text).judgement)")
  }

  @Test(arguments: EffectCases.interrupting + ServerEffectCases.interrupting) func interrupts(_ text: String)
  {
    #expect(CommandLine(text).judgement.effect == .interrupts, "\(CommandLine(text).judgement)")
  }

  @Test(arguments: EffectCases.destroying + ServerEffectCases.destroying) func destroys(_ text: String) {
    #expect(CommandLine(text).judgement.effect == .destroys, "\(CommandLine(text).judgement)")
  }

  @Test(arguments: [
    "frobnicate", "git frobnicate", "./frobnicate", "systemctl frobnicate x", "<cmd> x", "$CMD", "",
  ])
  func whatNobodyKnowsDestroys(_ text: String) {
    let judgement = CommandLine(text).judgement
    #expect(judgement.effect == .destroys)
    #expect(!judgement.isKnown)
    #expect(!judgement.reason.isEmpty)
  }

  @Test(arguments: [
    "/opt/shop/down.sh -v", "./down --volumes", "./stop.sh --all  # also deletes the uploads",
    "./update.sh  # entfernt alte Daten", "install -m 600 /dev/null /etc/shop/key",
    "sudo cp /dev/null /var/lib/shop/log",
  ]) func whatItsWordsOrItsRemarkSayDestroys(_ text: String) {
    #expect(CommandLine(text).judgement.effect == .destroys, "\(CommandLine(text).judgement)")
  }

  @Test(arguments: ["./down.sh", "./stop.sh  # stops all", "systemctl restart x  # removes the lock"])
  func aRemarkRaisesOnlyAGuess(_ text: String) {
    #expect(CommandLine(text).judgement.effect == .interrupts, "\(CommandLine(text).judgement)")
  }

  @Test(arguments: [
    ("cd /srv/backup/7 && cp -r etc/* /etc/", Effect.destroys), ("cd /srv/backup/7 && cp a b", .interrupts),
    ("cd /srv/new && cp -r etc/* /etc/", .interrupts),
  ]) func theFolderSaysWhatIsCopied(_ text: String, _ effect: Effect) throws {
    #expect(CommandLine(text).judgement.effect == effect)
    let lines = text.replacing(" && ", with: "\n")
    #expect(try runbook("```sh\n\(lines)\n```\n").commands.map(\.judgement.effect) == [effect])
  }

  @Test func aNameIsAGuess() {
    #expect(!CommandLine("./scripts/status.sh").judgement.isKnown)
    #expect(!CommandLine("npm run build").judgement.isKnown)
    #expect(CommandLine("systemctl status x").judgement.isKnown)
  }

  /// A command in front, behind or around never makes another one weaker.
  @Test(
    arguments: [
      "sudo %", "sudo -u x -n %", "env A=1 %", "A=1 %", "nohup %", "timeout 5 %", "nice -n 5 %", "time %",
      "ls && %",
      "% && ls", "ls; %", "ls | %", "echo $(%)", "ssh host '%'", "bash -c '%'", "sudo bash -c '%'",
      "su - x -c '%'",
      "for a in b; do %; done", "if true; then %; fi", "docker exec web %", "docker compose exec -T web %",
      "kubectl exec pod -- %", "find . -exec % {} \\;", "ls | xargs -n 1 %", "watch -n 5 '%'", "( % )",
      "{ %; }",
      "ssh a 'ssh b \"%\"'", "% > /dev/null 2>&1", "cd /srv && %", "poetry run %", "flock /tmp/l %",
      "# note\n%",
    ]) func nothingWeakens(_ frame: String)
  {
    let text = frame.split(separator: "%", omittingEmptySubsequences: false).joined(
      separator: "rm -rf /srv/x")
    #expect(CommandLine(text).judgement.effect == .destroys, "\(text)")
  }

  @Test func everyProgramStandsOnce() {
    let names = EffectCatalogue.families.joined().flatMap(\.names)
    let counts = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }
    #expect(counts.keys.sorted() == [])
  }

  @Test func everyRuleHasAReasonAndASource() {
    for program in EffectCatalogue.families.joined() {
      #expect(!program.source.isEmpty, "\(program.names)")
      #expect(!program.rules.isEmpty, "\(program.names)")
      for rule in program.rules { #expect(!rule.reason.isEmpty, "\(program.names) \(rule.subcommands)") }
    }
  }

  /// A rule behind one that matches everything would never be read.
  @Test func noRuleIsHidden() {
    for program in EffectCatalogue.families.joined() {
      let open = program.rules.firstIndex { $0.subcommands.isEmpty && $0.options.isEmpty }
      #expect((open ?? program.rules.count - 1) == program.rules.count - 1, "\(program.names)")
    }
  }

  /// `apps` in front of `apps/destroy` would answer for it.
  @Test func noSubcommandIsHidden() {
    for program in EffectCatalogue.families.joined() {
      for (place, rule) in program.rules.enumerated() {
        let before = program.rules[..<place].filter { $0.options.isEmpty }.flatMap(\.subcommands)
        for path in rule.subcommands {
          let hiding = before.filter { path.starts(with: $0) }
          #expect(hiding.isEmpty, "\(program.names.first ?? ""): \(path) behind \(hiding)")
        }
      }
    }
  }

  @Test func whatStandsAloneIsJudgedAlone() {
    for program in EffectCatalogue.families.joined() where program.standsAlone {
      for name in program.names where !name.contains(" ") {
        #expect(CommandLine(name).judgement.isKnown, "\(name)")
      }
    }
  }

  @Test(
    arguments: [
      ("docker compose down -v", "volumes"), ("rm -rf /x", "deletes"), ("psql -c 'DROP TABLE x'", "DROP"),
      ("./restore.sh", "restore"), ("curl x | sh", "fed"),
    ]) func saysWhy(_ text: String, _ word: String)
  {
    #expect(CommandLine(text).judgement.reason.contains(word), "\(CommandLine(text).judgement.reason)")
  }
}
