/// Which programs there are, and what their words do: data, a reason and a source a line, never PATH.
enum EffectCatalogue {
  static let families: [[CatalogueProgram]] = [
    supervisors, containers, orchestrators, webServers, files, fileContents, archives, databases, backups,
    packages, versionControl, network, requests, shells, builders, interpreters, cloud, system, accounts,
    processes, certificates,
  ]

  /// No name stands in two families; a test forbids it.
  private static let known: (names: WordTable, programs: [CatalogueProgram]) = {
    var names = WordTable(capacity: 2048)
    var programs: [CatalogueProgram] = []
    programs.reserveCapacity(1024)
    for family in families {
      for program in family {
        program.eachName { if names.insert($0) == programs.count { programs.append(program) } }
      }
    }
    return (names, programs)
  }()

  private static func exact(_ name: String) -> CatalogueProgram? {
    known.names.place(of: name).map { known.programs[$0] }
  }

  /// `python3.11` is python3, `mkfs.ext4` is mkfs, `psql-16` is psql.
  static func program(_ name: String) -> CatalogueProgram? {
    if let exact = exact(name) { return exact }
    guard name.utf8.count <= 64 else { return nil }
    if name.hasSuffix(".exe") { return program(String(name.dropLast(4))) }
    if name.hasPrefix("mkfs.") { return exact("mkfs") }
    let bare = name.utf8.reversed().drop { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
    let length = bare.count
    return length == 0 || length == name.utf8.count ? nil : exact(String(name.utf8.prefix(length)) ?? name)
  }

  /// `./test` is a script of somebody's, `/usr/bin/test` and `vendor/bin/phpunit` are what their names say.
  static func isInstalled(_ word: String) -> Bool {
    guard word.utf8.contains(UInt8(ascii: "/")) else { return true }
    let parts = word.utf8.split(separator: UInt8(ascii: "/"))
    guard let name = parts.last else { return false }
    if word.hasPrefix("/") {
      let folder = parts.dropLast().last.map { Substring($0) }
      return folder == "bin" || folder == "sbin"
    }
    return wrappers.contains(Substring(name))
  }

  /// Programs that projects bring along under their own names.
  private static let wrappers = WordTable(
    """
    gradlew mvnw rails rake rspec phpunit prisma python python3 pip pip3 node php celery gunicorn uvicorn alembic flask
    pytest jest vitest tsc eslint activate bundle acme.sh kamal cap drush
    """)

  /// Whether there is an entry for the command's program.
  static func isKnown(_ command: SimpleCommand) -> Bool {
    guard let name = command.program, let written = command.programWord?.literal else { return false }
    return isInstalled(written) && program(name) != nil
  }

  /// The program and its arguments, `docker compose` as a program of its own.
  static func entry(_ command: SimpleCommand) -> (program: CatalogueProgram, arguments: Arguments)? {
    guard let name = command.program, let written = command.programWord?.literal, isInstalled(written),
      var program = program(name)
    else { return nil }
    var words = command.arguments
    for _ in 0..<2 {
      let arguments = Arguments(words, of: program)
      guard let place = arguments.operands.first, let second = words[place].literal,
        let nested = exact(program.name + " " + second)
      else { break }
      program = nested
      words = Array(words[(place + 1)...])
    }
    return (program, Arguments(words, of: program))
  }
}
