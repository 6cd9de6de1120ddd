import Findings

/// Keeps a command that does another deed than the one that was asked for from being an answer.
struct DeedCheck {
  /// The deed that is asked for: the first word of the question that names one.
  private let verb: ConceptSet
  /// "The tests": under a heading with the word stands much that is no test.
  private let isOnlyTest: Bool
  /// Nothing but the deed is asked for.
  private let isAlone: Bool

  init(_ question: Question) {
    isAlone = question.words.count == 1
    isOnlyTest = isAlone && question.words[0].concepts.contains(.test)
    let deeds = question.words.map { $0.concepts.intersection(Concept.deeds) }
    let first = deeds.firstIndex { !$0.isEmpty } ?? 0
    // "View the backup logs" asks for a look, and what it names is looked at.
    let looks = question.words.prefix(first).contains { $0.concepts.contains(.show) }
    let named = deeds.indices.contains(first) ? deeds[first] : []
    // "Check the logs" asks for them.
    let isLook =
      looks && named.isDisjoint(with: [.status, .log])
      || named == [.status] && deeds[(first + 1)...].contains { $0.contains(.log) }
    verb = !isLook ? named : deeds.contains { $0.contains(.log) } ? [.log] : []
  }

  /// Whether it is asked how something is started or stopped.
  var startsOrStops: Bool { !verb.isDisjoint(with: [.start, .stop, .restart]) }
  /// Or cleared away: what only looks does none of it.
  var changes: Bool { startsOrStops || !verb.isDisjoint(with: [.clean, .remove]) }

  /// Whether what is stored has to be there afterwards.
  var keepsData: Bool { startsOrStops || !verb.isDisjoint(with: [.reload, .status, .log]) }

  /// Whether only the words around a command say that it does the deed.
  func isOnlyNamed(_ saying: Saying) -> Bool { !verb.isEmpty && saying.deeds.isDisjoint(with: verb) }

  /// How far from the command's own words the deed stands; nil where it is another's.
  ///
  /// The deed has to be the command's own, or what the comment or the heading above it calls it. Where those
  /// name
  /// several, `Start/stop/restart`, the command's own words decide.
  func distance(_ saying: Saying, _ index: SayingIndex) -> Int? {
    guard !verb.isEmpty else { return 0 }
    let own = saying.deeds
    // One step of a restore drops the database; by itself it is none.
    let said = Self.said(saying)
    let named = own.union(Self.deeds(said))
    if saying.kind == .command, saying.destroys, !verb.contains(.remove), named.isDisjoint(with: verb) {
      return nil
    }
    if !verb.isDisjoint(with: Self.made), Self.looks(saying, named: named) { return nil }
    // "Restore a backup" makes none.
    if verb == [.backup], named.contains(.restore), saying.kind == .procedure || !own.contains(.backup) {
      return nil
    }
    // `migrate:undo` is a way back from what is asked for.
    if own.contains(.rollback), verb.isDisjoint(with: [.rollback, .restore]) { return nil }
    // `wrangler deployments list` deploys nothing.
    if saying.observes, !verb.isDisjoint(with: [.deploy, .rollback, .restore, .install]) { return nil }
    // Of `backup_and_restore.sh` the comment or the arguments say which of the two it does here.
    let told = Self.deeds(said)
    if own.count > 1, !told.isEmpty && told.isDisjoint(with: verb) || Self.argues(saying.value, against: verb)
    {
      return nil
    }
    if !own.isDisjoint(with: verb) {
      return isAlone && told.isEmpty && Self.isAside(verb, in: saying.value) ? nil : 0
    }
    // Start and stop make a restart; any other deed of its own is not the one that is asked for.
    let isPart =
      verb.contains(.restart) && own.isSubset(of: [.start, .stop])
      || own == [.start] && !verb.isDisjoint(with: [.update, .deploy]) && Self.deeds(said).isSubset(of: verb)
    // What several commands do together their comment or key says.
    let isWhole = saying.kind == .command && saying.value.contains(" && ")
    guard own.isSubset(of: [.status, .log, .test]) || isPart || isWhole else { return nil }
    let looks = !verb.isDisjoint(with: [.status, .log])
    if saying.observes, !looks, verb != [.test] { return nil }
    guard saying.kind == .procedure || !looks || saying.shapes.contains(.show) else { return nil }
    let above = [said] + saying.titles.suffix(1).map { index.text(ofTitle: $0) }
    for (distance, words) in above.enumerated() where distance == 0 || !isOnlyTest {
      if distance == 0, verb == [.backup], Self.fetches(words) { return nil }
      let named = Self.deeds(words)
      // Below a heading a command whose comment calls it something else is a part.
      if distance > 0, isAlone, !said.isEmpty { return nil }
      // Logs below "Health" are not yet a check.
      if distance > 0, own == [.log], !verb.contains(.log) { return nil }
      if verb == [.backup], named.contains(.restore), !own.contains(.backup) { return nil }
      if !named.isDisjoint(with: verb) { return named.isDisjoint(with: own) ? distance + 1 : nil }
    }
    return nil
  }

  /// `tootctl search deploy` deploys a search, and not what the runbook is of; `wrangler deployments list` deploys nothing.
  private static func isAside(_ verb: ConceptSet, in command: String) -> Bool {
    let words = command.split(whereSeparator: \.isWhitespace).drop { $0 == "sudo" || $0.contains("=") }
    let own = words.filter { !$0.hasPrefix("-") && !passed.contains(String($0)) }.map(String.init)
    guard let place = own.firstIndex(where: { !deeds($0).isDisjoint(with: verb) }) else { return false }
    return place > 1 || words.contains { listing.contains($0) }
  }

  /// The deed stands in the name of a script, and its arguments say another.
  private static func argues(_ command: String, against verb: ConceptSet) -> Bool {
    let words = command.split(separator: " ").drop { $0 == "sudo" || $0.contains("=") }
    let names = words.filter { $0.contains("/") || $0.hasSuffix(".sh") || $0.hasSuffix(".py") }
    guard !deeds(names.joined(separator: ", ")).isDisjoint(with: verb) else { return false }
    let argued = deeds(words.filter { !names.contains($0) }.joined(separator: ", "))
    return !argued.isEmpty && argued.isDisjoint(with: verb)
  }

  private static let listing: Set<Substring> = ["list", "ls", "show", "history", "describe"]

  /// Words in front of what is done.
  private static let passed = WordTable(
    "run compose exec npx docker npm pnpm yarn make just bash sh python python3 systemctl start")

  /// What a command does: its program and the plain words behind it. `appdb_restore` is no deed, `restore.sh`
  /// is one.
  static func deeds(_ line: CommandLine, _ asked: ConceptSet) -> ConceptSet {
    var words: [String] = []
    for command in line.commands {
      guard let program = command.program else { continue }
      words.append(program)
      // Only a script or a target with a mark in its name asks what runs it.
      let isMarked = command.arguments.contains { $0.text.utf8.contains { $0 == 0x2E || $0 == 0x3A } }
      let executed = isMarked ? command.executed.compactMap(\.literal) : [program]
      let isRunner = executed.contains(where: runners.contains)
      for argument in command.arguments.compactMap(\.literal)
      where argument.utf8.count < 60 && !argument.hasPrefix("--no-") {
        // A deployment of Kubernetes is a thing, and `rollout restart` a restart.
        if ["kubectl", "oc"].contains(program), argument == "rollout" || argument.hasPrefix("deploy") {
          continue
        }
        // `pg_dump --clean` cleans nothing, and `rclone copy` makes no backup of what it fetches.
        if argument.hasPrefix("--clean") || argument.hasPrefix("--update-") || argument == "copy" { continue }
        let isScript =
          [".sh", ".py", ".js", ".ts", ".mjs", ".php", ".ps1", ".rb"].contains(where: argument.hasSuffix)
          && executed.contains(argument)
        let isPlain = argument.allSatisfy { $0.isLetter || $0 == "-" && argument.hasPrefix("-") }
        if isPlain || isScript || isRunner && !argument.contains("/") { words.append(argument) }
      }
    }
    var deeds = deeds(words.joined(separator: ", "))
    // `backup.py --list` makes none.
    if words.contains(where: lists.contains) {
      deeds.subtract([.backup, .restore, .deploy, .rollback, .migrate, .update, .clean, .remove])
    }
    // Under a heading of tests it is one of them.
    if asked.contains(.status), line.commands.contains(where: looksAtHealth) { deeds.insert(.status) }
    if line.commands.contains(where: { command in
      command.program == "journalctl" && command.arguments.contains { $0.text.hasPrefix("--vacuum") }
    }) {
      deeds.remove(.log)
      deeds.insert(.clean)
    }
    for command in line.commands where command.program == "systemctl" {
      deeds.formUnion(startedDeed(command))
    }
    if asked.contains(.status) || asked.contains(.test),
      line.commands.contains(where: SayingCollection.testsConfiguration)
    {
      deeds.formUnion([.status, .test])
    }
    if line.commands.contains(where: { $0.program == "alembic" && $0.arguments.first?.text == "upgrade" }) {
      deeds.insert(.migrate)
    }
    if words.contains(where: testers.contains) { deeds.insert(.test) }
    // What is cleaned up is removed.
    if words.contains("prune") { deeds.insert(.remove) }
    if line.commands.contains(where: { command in
      command.isFed && command.executed.contains { $0.literal.map(clients.contains) ?? false }
    }) {
      deeds.insert(.restore)
    }
    return deeds
  }

  /// `curl -s localhost:8080/healthz`
  private static func looksAtHealth(_ command: SimpleCommand) -> Bool {
    guard let program = command.program,
      ["curl", "wget", "http", "Invoke-WebRequest", "iwr"].contains(program)
    else { return false }
    return command.arguments.contains { word in
      word.text.split(separator: "/").last.map { checks.contains($0.lowercased().prefix { $0 != "?" }) }
        ?? false
    }
  }

  /// Deeds that leave something behind.
  private static let made: ConceptSet = [.backup, .restore, .deploy, .migrate]

  /// `backup.py --list`, "Verify the latest backup": it looks at what was made.
  private static func looks(_ saying: Saying, named: ConceptSet) -> Bool {
    guard saying.kind == .command else { return false }
    if saying.value.split(separator: " ").contains(where: { lists.contains(String($0)) }) { return true }
    let first = saying.answers.first.flatMap { Spelling.words($0.label).first }
    return named.contains(.status) && first.map { Concept.of(Stem.of($0.text)).contains(.status) } ?? false
  }

  private static let lists: Set<String> = [
    "--list", "--show", "--history", "--dry-run", "--help", "--version",
  ]

  private static let checks = WordTable(
    "health healthz healthcheck health-check _health ready readyz readiness live livez liveness ping status")

  /// `systemctl start shop-backup.service`: the unit says what it does.
  private static func startedDeed(_ command: SimpleCommand) -> ConceptSet {
    guard command.arguments.first?.text == "start" else { return [] }
    let done: ConceptSet = [.backup, .restore, .update, .deploy, .migrate, .renew, .clean]
    return command.arguments.dropFirst().map { deeds($0.text) }.joined.intersection(done)
  }

  /// The comment or the key of a command; its name is made of its own words.
  private static func said(_ saying: Saying) -> String {
    guard let answer = saying.answers.first, answer.label != answer.address.name else { return "" }
    return withoutCircumstances(answer.label.replacing(saying.value, with: ""))
  }

  /// "Preserve the settings during upgrades" upgrades nothing.
  private static func withoutCircumstances(_ label: String) -> String {
    let words = label.split(separator: " ")
    guard let place = words.firstIndex(where: { Fillers.turning.contains($0.lowercased()) }), place > 0 else {
      return label
    }
    let end = words[place...].firstIndex { $0.hasSuffix(",") || $0.hasSuffix(":") } ?? words.endIndex - 1
    return (words[..<place] + words[(end + 1)...]).joined(separator: " ")
  }

  /// "Download the backup" makes none.
  private static func fetches(_ label: String) -> Bool {
    Spelling.words(label).prefix(12).contains { fetching.contains($0.text) }
  }

  private static let fetching = WordTable(
    """
    download fetch pull transfer upload send find extract unpack herunterladen laden ubertragen descargar baixar subir
    telecharger transferer scaricare downloaden скачать загрузить 下载 ダウンロード
    """)

  private static let testers: Set<String> = [
    "pytest", "phpunit", "jest", "vitest", "tox", "rspec", "playwright", "cypress",
  ]

  /// What is fed to them is put into a database.
  private static let clients: Set<String> = ["psql", "mysql", "mariadb", "sqlite3"]

  /// Programs that run what a project calls by a name of its own: `pnpm db:migrate`.
  private static let runners: Set<String> = [
    "npm", "pnpm", "yarn", "bun", "make", "just", "task", "rake", "rails", "php", "artisan", "composer",
    "gradle", "mvn", "python",
    "python3", "manage.py", "cargo", "mix", "deno", "npx", "poetry", "uv", "ansible-playbook", "kubectl",
    "helm",
  ]

  static func deeds(_ text: String) -> ConceptSet {
    let words = Spelling.words(text)
    let stems = words.map { $0.isWide ? $0.text : Stem.of($0.text) }
    let pairs = zip(stems.indices, stems.indices.dropFirst()).filter {
      !words[$0.1].isFirst && words[$0.0].text != "a"
    }
    .map { Stem.of(stems[$0.0] + stems[$0.1]) }
    var deeds = (stems + pairs).map(Concept.of).joined.intersection(Concept.deeds)
    guard words.contains(where: \.isWide) else { return deeds }
    for (word, concept) in Concept.wide where Concept.deeds.contains(concept) && text.contains(word) {
      deeds.insert(concept)
    }
    return deeds
  }
}
