import SeededNumbers

/// What a service does on its port.
enum ServiceMutations {
  static func of(_ service: MutatedService, _ random: inout SeededRandom) -> [Mutation] {
    let spare = Int.random(in: 3900...3980, using: &random)
    let seconds = Int.random(in: 2500...3500, using: &random)
    return ports(service, spare) + answers(service, seconds)
  }

  private static func ports(_ service: MutatedService, _ spare: Int) -> [Mutation] {
    let app = service.app, port = service.port, row = service.row, program = service.program
    let conf = service.configuration
    return [
      Mutation(
        "port-moved", of: app, keeping: [conf],
        breaks: "edit 's/PORT=\"\(port)\"/PORT=\"\(spare)\"/' \(conf)\nupdate\nlistening \(spare)",
        mends: "update", tells: "port-listens", "port-in-force", at: row),
      Mutation(
        "port-moved-and-not-loaded", of: app, keeping: [conf],
        breaks: "edit 's/PORT=\"\(port)\"/PORT=\"\(spare)\"/' \(conf)",
        tells: "port-in-force", "program-configuration-loaded", as: ["error", "warning"], at: row),
      Mutation(
        "port-missing", of: app, keeping: [conf],
        breaks: "edit 's/PORT=\"\(port)\",//' \(conf)\nupdate", mends: "update",
        tells: "program-runs", "port-listens", "port-in-force", at: row),
      Mutation(
        "port-of-another", of: app, keeping: [conf],
        breaks: "edit 's/PORT=\"\(port)\"/PORT=\"\(service.other.port)\"/' \(conf)",
        tells: "port-in-force", "program-configuration-loaded", as: ["error", "warning"], at: row),
      Mutation(
        "stranger-on-port", of: app,
        breaks: "supervisorctl stop \(program)\nquiet \(port)\nstranger \(port)",
        mends: "kill $(holder \(port))\nquiet \(port)\nsupervisorctl start \(program)",
        tells: "port-belongs-to-program", at: row),
      Mutation(
        "started-by-hand", of: app,
        breaks: """
          supervisorctl stop \(program)
          quiet \(port)
          deploy env -C \(service.folder) PORT=\(port) setsid -f node dist/server.js </dev/null &>/dev/null
          listening \(port)
          """,
        mends: """
          kill $(holder \(port))
          quiet \(port)
          supervisorctl start \(program)
          """, tells: "port-belongs-to-program", "program-runs", at: row),
    ]
  }

  private static func answers(_ service: MutatedService, _ seconds: Int) -> [Mutation] {
    let app = service.app, port = service.port, row = service.row, program = service.program
    let server = service.server
    return [
      Mutation(
        "never-listens", of: app, keeping: [server],
        breaks: "echo 'setInterval(() => {}, 1000)' >\(server)\nrestart \(program)",
        mends: "restart \(program)",
        tells: "port-listens", at: row),
      Mutation(
        "listens-elsewhere-by-itself", of: app, keeping: [server],
        breaks: "edit 's/Number\\(process.env.PORT\\)/\(port + 900)/' \(server)\nrestart \(program)",
        mends: "restart \(program)", tells: "port-listens", at: row),
      Mutation(
        "dies-after-a-while", of: app, keeping: [server],
        breaks:
          "sed -i '1i setTimeout(() => process.exit(1), \(seconds));' \(server)\nrestart \(program)\nsleep 4",
        mends: "restart \(program)", tells: "program-stable", "program-runs", "port-listens",
        as: ["error", "warning"], at: row),
      Mutation(
        "dies-at-once", of: app, keeping: [server],
        breaks: "echo 'process.exit(1)' >\(server)\nrestart \(program)", mends: "restart \(program)",
        tells: "program-runs", "program-stable", at: row),
      Mutation(
        "answers-500", of: app, keeping: [server],
        breaks: "edit 's/answer [?] 200 : 404/500/' \(server)\nrestart \(program)",
        mends: "restart \(program)",
        tells: "service-answers", at: row),
      Mutation(
        "never-answers", of: app, keeping: [server],
        breaks: "edit 's/^  response.writeHead/  return;\\n&/' \(server)\nrestart \(program)",
        mends: "restart \(program)", tells: "service-answers", at: row),
      Mutation(
        "hangs", of: app, breaks: "kill -STOP $(supervisorctl pid \(program))",
        mends: "kill -CONT $(supervisorctl pid \(program))", tells: "service-answers", at: row),
    ]
  }
}
