import Findings
import RunbookModel

extension Desk {
  /// The names of what the runbook speaks of, each once, in its order; one that holds a secret is left out.
  public var subjects: [String] {
    var seen: Set<String> = []
    return runbook.claims.compactMap { claim in
      let name = claim.address.name
      guard seen.insert(name).inserted, secrets.name(secrets.text(name, at: claim.value.range)) == name else {
        return nil
      }
      return name
    }
  }
}
