import SeededNumbers

/// Every kind of mutation, each for every subject it can be done to.
enum AllMutations {
  static func list(seed: UInt64) -> [Mutation] {
    var random = SeededRandom(seed: seed)
    var list: [Mutation] = []
    for service in MutatedService.all {
      list += ServiceMutations.of(service, &random) + SupervisorMutations.of(service, &random)
      list += NginxMutations.of(service, &random) + SudoMutations.of(service)
      list += CertificateMutations.of(service, &random) + CheckoutMutations.of(service, &random)
      list += RunbookMutations.of(service, &random)
    }
    for job in MutatedJob.all { list += CronMutations.of(job, &random) + RunbookMutations.of(job, &random) }
    list += SudoMutations.ofFile + CertificateMutations.ofFiles + ScriptMutations.all
    list += BackupMutations.all(&random) + LogMutations.all(&random) + RunbookMutations.all(&random)
    // What is done to nginx as a whole comes with each service.
    var seen: Set<String> = []
    return list.filter { seen.insert($0.description).inserted }
  }

  /// One of each kind, in an order of their own; the seed chooses subjects, parameters and order.
  static func oneOfEachKind(seed: UInt64) -> [Mutation] {
    var random = SeededRandom(seed: seed &+ 1)
    var seen: Set<String> = []
    return list(seed: seed).shuffled(using: &random).filter { seen.insert($0.kind).inserted }
  }
}
